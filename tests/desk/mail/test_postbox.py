"""The postbox: what a real mail server takes, and what its refusals mean."""

import asyncio
import ssl
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.settings import Tls
from desk.mail.postbox import AddressGone, NotSent, Postbox, TryLater
from tests.desk.mail.conftest import PASSWORD, SENDER, Server, postbox


def letter(to: str = "olena@example.org") -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = SENDER, to, "Antwort für Sie"
    letter.set_content("Grüße")
    return letter


async def refusal(postbox: Postbox, letter: EmailMessage) -> NotSent:
    with pytest.raises(NotSent) as caught:
        await postbox.send(letter)
    return caught.value


async def test_a_letter_arrives_as_it_was_written(server: Server):
    await postbox(server).send(letter())

    (arrived,) = server.letters
    assert server.recipients == ["olena@example.org"]
    assert (arrived["Subject"], arrived.get_content()) == ("Antwort für Sie", "Grüße\r\n")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("550 5.1.1 no such user", AddressGone),
        ("550 mailbox unavailable", AddressGone),
        ("553 mailbox name not allowed", AddressGone),
        ("552 5.2.2 mailbox full", AddressGone),
        ("450 4.2.0 greylisted, see you in five minutes", TryLater),
        ("451 try again later", TryLater),
        ("421 busy", TryLater),
        ("554 5.7.1 relay access denied", TryLater),
        ("550 5.7.26 sender not authenticated", TryLater),
        ("530 5.7.0 log in first", TryLater),
    ],
)
async def test_a_refusal_is_about_the_address_or_about_us(
    server: Server, answer: str, kind: type[NotSent]
):
    server.rcpt = answer

    error = await refusal(postbox(server), letter())

    assert type(error) is kind
    assert error.reason == f"smtp_{answer[:3]}"


@pytest.mark.parametrize("answer", ["554 5.6.0 looks like spam", "452 4.3.1 no space"])
async def test_a_refused_text_says_nothing_of_the_address(server: Server, answer: str):
    server.data = answer

    error = await refusal(postbox(server), letter())

    assert (type(error), error.reason) == (TryLater, f"smtp_{answer[:3]}")


async def test_a_server_that_is_down_is_away(server: Server):
    await server.stop()

    error = await refusal(postbox(server), letter())

    assert (type(error), error.reason) == (TryLater, "server_away")
    await server.start()


async def test_a_server_that_dies_before_it_confirms_is_away(server: Server):
    server.dies = True

    error = await refusal(postbox(server), letter())

    assert (type(error), error.reason) == (TryLater, "server_away")


async def test_a_silent_server_is_given_up_after_its_time(server: Server):
    server.silent = asyncio.Event()

    error = await refusal(postbox(server, seconds=0.2), letter())

    assert (type(error), error.reason) == (TryLater, "timeout")


async def test_a_letter_has_a_time_of_its_own(server: Server):
    server.silent = asyncio.Event()
    slow = Postbox(postbox(server).server, command_seconds=60, letter_seconds=0.2)

    error = await refusal(slow, letter())

    assert (type(error), error.reason) == (TryLater, "timeout")


async def test_a_server_that_does_not_say_goodbye_has_the_letter_all_the_same():
    heard: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        answers = {b"DATA": b"354 go on\r\n", b".": b"250 taken\r\n"}
        while (line := (await reader.readline()).rstrip()) != b"QUIT":
            heard.append(line)
            in_text = b"DATA" in heard and b"." not in heard and line != b"DATA"
            if not in_text:
                writer.write(answers.get(line, b"250 OK\r\n"))
        writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]

    async with listening:
        await postbox(Server(port=port)).send(letter())

    assert heard[-1] == b"."


async def test_an_address_of_other_letters_is_sent_where_the_server_can(server: Server):
    await postbox(server).send(letter("олена@example.org"))

    assert server.recipients == ["олена@example.org"]


async def test_an_address_of_other_letters_is_given_up_where_the_server_cannot(server: Server):
    server.smtputf8 = False

    error = await refusal(postbox(server), letter("олена@example.org"))

    assert (type(error), error.reason) == (AddressGone, "no_smtputf8")


async def test_user_and_password_open_the_server(server: Server):
    server.login = True

    await postbox(server, user="lotse", password=PASSWORD, tls=Tls.NEVER).send(letter())

    assert server.logins == [True]
    assert server.recipients == ["olena@example.org"]


@pytest.mark.parametrize("login", [True, False])
async def test_a_wrong_password_is_not_the_fault_of_the_address(server: Server, login: bool):
    server.login = login
    closed = postbox(server, user="lotse", password="falsch", tls=Tls.NEVER)

    error = await refusal(closed, letter())

    assert type(error) is TryLater
    assert error.reason == ("login_refused" if login else "not_offered")
    assert "falsch" not in f"{error!r} {error.__cause__!r} {closed!r}"


async def test_a_server_without_tls_gets_nothing_where_tls_is_required(server: Server):
    error = await refusal(
        postbox(server, user="lotse", password=PASSWORD, tls=Tls.REQUIRED), letter()
    )

    assert (type(error), error.reason) == (TryLater, "not_offered")
    assert server.letters == []


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of 127.0.0.1 and its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.test")])
    now = datetime.now(timezone.utc)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "mail.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return path


def tls_of(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize("tls", [Tls.OFFERED, Tls.REQUIRED])
async def test_a_server_that_is_known_gets_the_letter_encrypted(
    server: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch, tls: Tls
):
    server.tls = tls_of(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    await postbox(server, tls=tls).send(letter())

    assert server.encrypted == [True]


@pytest.mark.parametrize("tls", [Tls.OFFERED, Tls.REQUIRED])
async def test_a_server_that_nobody_vouches_for_gets_nothing(
    server: Server, certificate: Path, tls: Tls
):
    server.tls = tls_of(certificate)

    error = await refusal(postbox(server, tls=tls), letter())

    assert (type(error), error.reason) == (TryLater, "tls")
    assert server.letters == []
