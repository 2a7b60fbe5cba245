"""One reason for each refusal, from the enhanced status code (RFC 3463), else from the words. Pure.

Codes come first: servers write what they like, but 5.1.1 means the same everywhere. Where a code says nothing
(5.0.0, a bare 550) the sentence is looked at, in English and in Chinese.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    NO_ADDRESS = "no_address"
    NO_DOMAIN = "no_domain"
    CLOSED = "closed"
    FULL = "full"
    TOO_BIG = "too_big"
    BLOCKED = "blocked"
    LATE = "late"
    UNCLEAR = "unclear"


DEAD = frozenset({Reason.NO_ADDRESS, Reason.NO_DOMAIN, Reason.CLOSED})
"""Nothing sent there will arrive, whatever it says. A full mailbox or a strict filter may change its mind."""


@dataclass(frozen=True)
class Verdict:
    reason: Reason
    permanent: bool

    @property
    def kills_address(self) -> bool:
        return self.permanent and self.reason in DEAD


_BY_STATUS = (
    (r"[45]\.1\.(1|3|6|8)", Reason.NO_ADDRESS),
    (r"[45]\.1\.2|[45]\.4\.4", Reason.NO_DOMAIN),
    (r"[45]\.2\.1", Reason.CLOSED),
    (r"[45]\.2\.2", Reason.FULL),
    (r"[45]\.2\.3|[45]\.3\.4", Reason.TOO_BIG),
    (r"[45]\.7\.\d+", Reason.BLOCKED),
    (r"[45]\.4\.\d+", Reason.LATE),
)
_BY_WORDS = (
    (
        (
            r"over ?quota|quota (is )?exceeded|exceeded .{0,20}(quota|storage)|mailbox (is )?full|insufficient"
            r"|(信箱|邮箱|空间).{0,4}已?满|超过.{0,6}容量"
        ),
        Reason.FULL,
    ),
    (r"too (big|large)|exceeds .{0,20}size|message size", Reason.TOO_BIG),
    (
        (
            r"spam|block|blacklist|reputation|dnsbl|policy|dmarc|\bspf\b|dkim|rate.?limit|too many|frequen"
            r"|suspected|垃圾|频率|拒收"
        ),
        Reason.BLOCKED,
    ),
    (
        (
            r"(user|recipient|mailbox|address|account).{0,40}(unknown|not found|does(n't| not) exist|invalid|not exist)"
            r"|(unknown|no such|invalid|nonexistent) (user|recipient|mailbox|address|account)|user doesn't have"
            r"|recip(ient)?notfound|recipient (address )?rejected|(not|isn't) found|unrouteable"
            r"|(用户|地址|收件人|邮箱|帐号|账号).{0,30}不存在"
        ),
        Reason.NO_ADDRESS,
    ),
    (
        r"(domain|host).{0,30}(not found|unknown|does not exist|invalid)|no mx|null ?mx|nxdomain|name service error",
        Reason.NO_DOMAIN,
    ),
    (
        r"disabled|inactive|suspended|deactivated|no longer (active|accept|valid)|停用|冻结|注销",
        Reason.CLOSED,
    ),
    (r"timed? ?out|expired|retry (time|timeout)|could not be delivered for", Reason.LATE),
)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
# Says only "permanent" or "mailbox": then the words know more. 5.1.10 is a missing person at Exchange and a domain
# without mail in RFC 7505.
_VAGUE = re.compile(r"[45]\.(0\.0|1\.0|1\.10|2\.0|5\.\d+|3\.0|7\.0|4\.0)$")


def status_in(said: str) -> str:
    """The enhanced status code in an answer: "550 5.1.1 User unknown"."""
    found = _STATUS.search(said)
    return found[1] if found else ""


def judge(*, code: int = 0, status: str = "", said: str = "") -> Verdict:
    """`code`: the SMTP reply (450, 550); `status`: the enhanced code; `said`: the server's sentence."""
    inner = status_in(said)
    if inner and (not status or _VAGUE.match(status)):
        status = inner
    permanent = status.startswith("5") if status else code >= 500
    return Verdict(_reason(status, said), permanent)


def _reason(status: str, said: str) -> Reason:
    if status and not _VAGUE.match(status):
        for pattern, reason in _BY_STATUS:
            if re.fullmatch(pattern, status):
                return reason
    for pattern, reason in _BY_WORDS:
        if re.search(pattern, said, re.IGNORECASE | re.DOTALL):
            return reason
    return Reason.UNCLEAR
