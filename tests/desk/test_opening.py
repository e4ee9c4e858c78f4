"""The store of a process and the secret that its key is made of."""

import stat
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from bot.settings import read_settings
from desk.tickets.models import queues
from desk.tickets.opening import opened_store, server_secret
from desk.tickets.retention import Rules
from knowledge.tenant import load_tenant

SECRET = "a secret of this test"


def test_the_secret_is_made_once_and_kept(tmp_path):
    settings = read_settings({"LOTSE_VAR": str(tmp_path / "var")})

    first = server_secret(settings)

    assert len(first) >= 32
    assert server_secret(settings) == first


def test_only_the_owner_may_read_the_secret(tmp_path):
    server_secret(read_settings({"LOTSE_VAR": str(tmp_path)}))

    assert stat.S_IMODE((tmp_path / "session.key").stat().st_mode) == 0o600


def test_a_secret_from_the_environment_leaves_no_file(tmp_path):
    settings = read_settings({"LOTSE_VAR": str(tmp_path), "LOTSE_SECRET": SECRET})

    assert server_secret(settings) == SECRET
    assert list(tmp_path.iterdir()) == []


def test_two_processes_that_start_at_once_get_the_same_secret(tmp_path):
    settings = read_settings({"LOTSE_VAR": str(tmp_path)})

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: server_secret(settings), range(8)))

    assert len(found) == 1


def test_the_store_has_the_queues_and_rules_of_the_tenant(tmp_path):
    settings = read_settings({"LOTSE_VAR": str(tmp_path), "LOTSE_SECRET": SECRET})
    tenant = load_tenant(settings.knowledge / "tenants" / "mv.yml")

    with opened_store(settings) as store, store.database.read() as db:
        found = {row.queue: row.contact for row in db.execute(select(queues))}

    assert found == {queue.id: queue.contact for queue in tenant.queues}
    assert store.default_queue == tenant.queues[0].id
    assert store.rules == Rules.of(tenant)
