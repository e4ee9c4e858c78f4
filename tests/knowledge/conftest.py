"""A whole knowledge folder that fits on a page, made anew for every test."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

ARTICLE = """\
audiences: [applicant]
stage: visa
owner: spoc
review_by: 2027-01-31
contact_topic: visa
related: [{related}]
sources:
  - {{title: Residence Act, url: "https://example.org/law", as_of: 2026-08-19}}
service:
  leika_id: null
  responsible: mission
  legal_basis: []
  costs: [visa.fee]
  deadlines: []
  duration: []
  requirements: []
  documents: []
"""

TEXT = """\
---
reviewed: false
---
# {title}

{short} {{{{ fact("visa.fee") }}}}.

## How

{title} and how it is done.

## Next

Call {{{{ phone("mission") }}}}.
"""

FACTS = """\
visa.fee:
  type: money
  unit: EUR
  law: null
  values:
  - value: 75
    valid_from: 2026-01-01
    valid_to: 2026-12-31
    source: {title: Fees, url: null}
    as_of: 2026-08-19
    confidence: high
"""

BODIES = """\
mission:
  name: {de: Auslandsvertretung, en: German mission}
  kind: authority
  state: DE
  place: null
  audiences: [applicant]
  tasks: {de: [Visum], en: [Visa]}
  phone: "+4938558815599"
  email: null
  url: "https://example.org/mission"
  address: null
  hours: null
  languages: null
  source: null
  as_of: null
  valid_to: null
  confidence: high
"""

ROUTES = """\
- id: visa
  topic: visa
  audiences: [applicant]
  bodies: [mission]
  not_to: []
  reason: {de: Das Gesetz, en: The law}
  source: null
  as_of: null
  confidence: high
"""

LOOKUP = """\
topics:
  visa:
    title: {de: Visum, en: Visa}
    route: visa
professions: {}
districts: {}
"""

TENANT = """\
id: mv
state: DE-MV
name: {de: Zentrale, en: Centre}
service_name: Lotse
contact: mission
languages: [de, en]
texts: [de, en]
holidays_region: MV
promise: {working_days: 2, confirmed_by: null, confirmed_on: null}
channels: {}
hours: null
queues:
  - {id: centre, contact: mission}
  - {id: partner, contact: mission}
retention:
  conversation: 30
  ended_ticket: 90
  silent_ticket: 365
  events: 365
  attempts: 1
  tombstones: 400
law:
  controller: {name: null, address: null, email: null, phone: null}
  joint_controllers: null
  dpo: {name: null, email: null}
  supervisory_authority: {name: null, url: null}
  imprint:
    responsible: null
    address: null
    email: null
    phone: null
    register: none
    vat_id: none
  legal_basis: null
  legal_service_basis: null
  accessibility_statement:
    status: null
    checked_on: null
    method: null
    gaps: null
    feedback: {email: null, phone: null}
    enforcement: {name: null, url: null}
"""

PHRASES = {
    "de": 'expired: "{value} (Wert für {period})"\nrange: "{low} bis {high}"\n'
    "machine_text: noch nicht geprüft\nstale_text: älter als der deutsche Text\n",
    "en": 'expired: "{value} (value for {period})"\nrange: "{low} to {high}"\n'
    "machine_text: not yet checked\nstale_text: older than the German text\n",
}

QUESTIONS = """\
- {title}?
- What about {title}?
- Tell me of {title}
- {title} cost
- {title} how long
- I need {title}
"""

CALIBRATION = {
    "fitted_on": "by hand",
    "fitted_day": "2026-11-21",
    "rank": [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, -5.0],
    "certainty": [1.0, 1.0, 1.0, -1.0, -1.0, 0.0],
    "intent": [1.0, -1.0, 0.0, 0.0, 0.0],
}


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """Two articles in two languages, one fact, one body, one route: without a mistake."""
    folder = tmp_path / "knowledge"
    files = {
        "facts/visa.yml": FACTS,
        "directory/bodies/DE.yml": BODIES,
        "directory/routes/DE.yml": ROUTES,
        "directory/lookup.yml": LOOKUP,
        "tenants/mv.yml": TENANT,
        "allowed_literals.yml": '- {text: "24/7", reason: a way of saying always}\n',
        "calibration.json": json.dumps(CALIBRATION),
        "language_samples/de.txt": "Guten Tag\nWo ist das Amt?\n",
        "language_samples/en.txt": "Good day\nWhere is the office?\n",
        **{f"phrases/{language}.yml": text for language, text in PHRASES.items()},
        **_article("visa/blue-card", "Blue Card", related="german-course"),
        **_article("language/german-course", "German course", related="blue-card"),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def _article(place: str, title: str, *, related: str) -> dict[str, str]:
    folder = f"articles/{place}"
    files = {f"{folder}/article.yml": ARTICLE.format(related=related)}
    for language in ("de", "en"):
        files[f"{folder}/{language}.md"] = TEXT.format(title=title, short=f"{title} costs")
        files[f"{folder}/{language}.questions.yml"] = QUESTIONS.format(title=title)
    return files


Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edit(knowledge: Path) -> Edit:
    """Replace one piece of one file, as an author does."""

    def replace(name: str, old: str, new: str) -> Path:
        path = knowledge / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path

    return replace
