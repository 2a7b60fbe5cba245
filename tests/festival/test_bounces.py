"""Returned letters, as real servers write them; and reports that somebody invented."""

import base64
import io
import mailbox
import socketserver
import threading
from email.header import Header
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from festival.actions.returned import take_reports
from festival.bounces import judge, read_report
from festival.mail import message_id, return_path
from festival.models import AuditRecord, Bounce, DeadAddress, Letter
from festival.tasks import read_returned_letters

PLACE = Path(__file__).parent.parent / "data/bounces"


@pytest.fixture(autouse=True)
def return_address(settings):
    settings.BOUNCE_ADDRESS = "bounces@portal.example"
    settings.DEFAULT_FROM_EMAIL = "Portal <portal@portal.example>"


@pytest.fixture
def letter(edition):
    return Letter.objects.create(
        edition=edition,
        to_email="ada@example.org",
        language="en",
        kind="submissions/entry_received",
        subject="A letter",
        text="Good day.\n",
        state="sent",
        sent_at=timezone.now(),
    )


def filled(text: str, letter: Letter) -> bytes:
    for name, value in {
        "{to}": letter.to_email,
        "{message_id}": message_id(letter),
        "{return_path}": return_path(letter),
    }.items():
        text = text.replace(name, value)
    return text.encode()


def report(name: str, letter: Letter) -> bytes:
    return filled((PLACE / f"{name}.eml").read_text(), letter)


def chinese(letter: Letter, *, sender: str, subject: str, charset: str, body: str) -> bytes:
    """HTML only, in base64, in a Chinese character set: how the large mail houses there report."""
    text = base64.encodebytes(filled(body, letter).decode().encode(charset)).decode()
    head = [
        f"From: {Header('系统管理员', charset).encode()} <{sender}>",
        "To: portal@portal.example",
        f"Subject: {Header(subject, charset).encode()}",
        "MIME-Version: 1.0",
        f"Content-Type: text/html; charset={charset}",
        "Content-Transfer-Encoding: base64",
    ]
    return ("\n".join(head) + "\n\n" + text).encode("ascii")


def qq(letter: Letter) -> bytes:
    body = (
        "<div><p>抱歉，您的邮件被退回来了……</p><table><tr><td>退信原因</td>"
        "<td>收件人邮件地址（{to}）不存在，邮件无法送达。</td></tr><tr><td>host mx3.qq.example[203.0.113.9] said: "
        "550 Mailbox not found.</td></tr></table><p>Message-ID: {message_id}</p></div>"
    ).replace("Message-ID: {message_id}", "Message-ID: &lt;" + message_id(letter).strip("<>") + "&gt;")
    return chinese(
        letter, sender="PostMaster@qq.example", subject="来自qq.example的退信", charset="gb18030", body=body
    )


def netease(letter: Letter) -> bytes:
    body = (
        "<p>系统退信 / Systems bounce</p><p>您的邮件无法投递到 {to}：收件人的邮箱已满。</p>"
        "<p>552 Quota exceeded or service disabled.</p><p>Message-ID: {message_id}</p>"
    ).replace("Message-ID: {message_id}", "Message-ID: &lt;" + message_id(letter).strip("<>") + "&gt;")
    return chinese(letter, sender="Postmaster@163.example", subject="系统退信", charset="gbk", body=body)


@pytest.mark.parametrize(
    ("name", "status", "permanent", "reason"),
    [
        ("postfix", "5.1.1", True, "no_address"),
        ("postfix_delayed", "4.4.1", False, "late"),
        ("exim", "5.0.0", True, "no_address"),
        ("exim_old", "", True, "no_address"),
        ("exchange", "5.1.10", True, "no_address"),
        ("gmail_full", "5.2.2", True, "full"),
    ],
)
def test_reports_of_servers_are_understood(letter, name, status, permanent, reason):
    found = read_report(report(name, letter))
    assert [(r.recipient, r.status, r.verdict.permanent, r.verdict.reason) for r in found] == [
        ("ada@example.org", status, permanent, reason)
    ]


@pytest.mark.parametrize(("write", "reason", "dead"), [(qq, "no_address", 1), (netease, "full", 0)])
def test_chinese_reports_without_a_standard_are_understood(letter, write, reason, dead):
    take_reports([write(letter)])
    letter.refresh_from_db()
    assert (letter.state, letter.bounces.get().reason) == ("bounced", reason)
    assert DeadAddress.objects.count() == dead


def test_a_permanent_report_marks_letter_and_address_once(letter):
    counts = take_reports([report("postfix", letter), report("postfix", letter)])
    assert counts == {"returned": 1, "known": 1}
    letter.refresh_from_db()
    assert letter.state == "bounced"
    assert letter.last_error.endswith("User unknown in virtual mailbox table")
    assert DeadAddress.objects.get().address == letter.to_email
    assert [r.action for r in AuditRecord.objects.filter(action__startswith="letter")] == ["letter.bounced"]


def test_a_delay_is_noted_and_changes_nothing(letter):
    assert take_reports([report("postfix_delayed", letter)]) == {"delayed": 1}
    letter.refresh_from_db()
    assert (letter.state, letter.bounces.get().permanent) == ("sent", False)
    assert DeadAddress.objects.count() == 0


@pytest.mark.parametrize("name", ["postfix", "exim", "exim_old", "exchange", "gmail_full"])
def test_an_invented_report_touches_nothing(letter, name):
    """Somebody who knows the number and the address, but not the seal."""
    forged = report(name, letter).replace(message_id(letter).split(".")[2][:20].encode(), b"0" * 20)
    assert take_reports([forged]) == {"stranger": 1}
    letter.refresh_from_db()
    assert (letter.state, Bounce.objects.count(), DeadAddress.objects.count()) == ("sent", 0, 0)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00garbage",
        b"From: a@b.c\nSubject: Re: A letter\n\nThank you! 550 films, wow.\n",
        b"From: ada@example.org\nAuto-Submitted: auto-replied\nSubject: Undeliverable holidays\n\n550 no\n",
        (
            b"From: MAILER-DAEMON@x.y\nContent-Type: multipart/report; boundary=B\n\n--B\n"
            b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.co\n"
            b"Action: delivered\nStatus: 2.0.0\n\n--B--\n"
        ),
        b"Content-Type: text/plain; charset=klingon\nFrom: mailer-daemon@x.y\n\n\xff\xff",
    ],
)
def test_what_is_no_report_does_no_harm(letter, raw):
    assert set(take_reports([raw])) <= {"no_report", "stranger"}
    assert Bounce.objects.count() == 0


@pytest.mark.parametrize(
    ("code", "said", "reason", "permanent"),
    [
        (550, "5.7.1 Message rejected due to SPF", "blocked", True),
        (421, "4.7.0 Try again later, too many connections", "blocked", False),
        (550, "User not found: ada@example.org", "no_address", True),
        (550, "Mailbox not found. http://service.mail.qq.example/", "no_address", True),
        (554, "DT:SPM 发送的邮件内容包含了未被许可的信息，或被系统识别为垃圾邮件", "blocked", True),
        (552, "message exceeds fixed maximum message size", "too_big", True),
        (550, "5.2.1 The email account that you tried to reach is disabled", "closed", True),
        (550, "5.1.2 Host unknown", "no_domain", True),
        (556, "5.1.10 Domain does not accept mail (nullMX)", "no_domain", True),
        (452, "4.2.2 over quota", "full", False),
        (550, "no", "unclear", True),
    ],
)
def test_answers_have_a_reason(code, said, reason, permanent):
    verdict = judge(code=code, said=said)
    assert (verdict.reason, verdict.permanent) == (reason, permanent)


def test_the_command_reads_a_pipe(letter, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report("exim", letter))))
    call_command("read_bounces")
    assert capsys.readouterr().out == "returned 1, delayed 0, read before 0, not ours 0, no report 0\n"


def test_the_command_empties_a_maildir_and_reads_an_mbox(letter, tmp_path, capsys):
    box = mailbox.Maildir(tmp_path / "box")
    box.add(report("postfix", letter))
    for _time in range(2):
        call_command("read_bounces", maildir=tmp_path / "box")
    old = mailbox.mbox(tmp_path / "mbox")
    old.add(report("postfix_delayed", letter))
    old.close()
    call_command("read_bounces", mbox=tmp_path / "mbox")
    assert capsys.readouterr().out.splitlines() == [
        "returned 1, delayed 0, read before 0, not ours 0, no report 0",
        "returned 0, delayed 0, read before 0, not ours 0, no report 0",
        "returned 0, delayed 1, read before 0, not ours 0, no report 0",
    ]


class Imap(socketserver.StreamRequestHandler):
    """As much of IMAP as a reader of one mailbox speaks."""

    raw = b""
    said: list[str]

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _space, command = line.decode().strip().partition(" ")
            type(self).said.append(command)
            word = command.upper()
            if word.startswith("CAPABILITY"):
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            if word.startswith("SELECT"):
                self.wfile.write(b"* 1 EXISTS\r\n")
            if "SEARCH" in word:
                self.wfile.write(b"* SEARCH 7\r\n")
            if "FETCH" in word:
                head = f"* 1 FETCH (UID 7 BODY[] {{{len(self.raw)}}}\r\n".encode()
                self.wfile.write(head + self.raw + b")\r\n")
            self.wfile.write(f"{tag} OK done\r\n".encode())
            if word.startswith("LOGOUT"):
                return


def test_an_imap_mailbox_is_emptied(letter, settings):
    Imap.raw, Imap.said = report("exchange", letter), []
    with socketserver.TCPServer(("127.0.0.1", 0), Imap) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.BOUNCE_MAILBOX = f"imap://box:pass%20word@127.0.0.1:{server.server_address[1]}/INBOX"
        read_returned_letters()
        server.shutdown()
    letter.refresh_from_db()
    assert letter.state == "bounced"
    assert Imap.said == [
        "CAPABILITY",
        'LOGIN box "pass word"',
        'SELECT "INBOX"',
        "UID SEARCH UNSEEN",
        "UID FETCH 7 (BODY.PEEK[])",
        "UID STORE 7 +FLAGS (\\Seen)",
        "LOGOUT",
    ]
