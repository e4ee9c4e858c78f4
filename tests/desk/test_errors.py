"""The errors of the desk: few, and all caught by one name."""

from desk.tickets import errors


def test_every_error_is_an_error_of_the_desk():
    found = {
        name
        for name, item in vars(errors).items()
        if isinstance(item, type) and issubclass(item, errors.DeskError)
    }

    assert found == {"DeskError", "DatabaseAway", "DraftMissing", "InvalidContact", "NotPossible"}
    assert all(name in (errors.__doc__ or "") for name in found)
