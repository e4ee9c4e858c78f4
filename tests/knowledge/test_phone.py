from knowledge.phone import format_phone


def test_a_number_is_written_as_people_dial_it_from_abroad():
    assert format_phone("+4938558815599") == "+49 385 58815599"


def test_a_number_that_is_not_known_is_nothing():
    assert format_phone(None) == ""
