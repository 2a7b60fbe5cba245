"""Companies and schools by their names, and mail domains."""

import re
import unicodedata

# What says only that something is a company, or which kind of one.
_LEGAL = (
    "ltd limited llc inc incorporated corp corporation co company gmbh ug ag kg bv nv sa sas sarl srl spa oy ab as aps "
    "plc pty pte the and und et"
)
LEGAL = frozenset(_LEGAL.split())
_TRADE = (
    "film films studio studios production productions pictures picture media entertainment cinema motion group "
    "university universitat universite college school academy institute department of"
)
TRADE = frozenset(_TRADE.split())
_HAN_TAIL = re.compile(r"(股份)?(有限)?(责任)?(公司|集团|工作室)$|^(上海|北京|广州|深圳)(市)?(?=.{4,})")
_HAN_TRADE = re.compile(r"(文化传媒|影视文化|文化传播|影视传媒|影业|影视|传媒|电影|文化|制作)+$")
_FREE_MAIL = (
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com msn.com yahoo.com yahoo.co.uk yahoo.co.jp "
    "yahoo.fr yahoo.de ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.com "
    "gmx.at gmx.ch web.de t-online.de freenet.de mail.ru yandex.ru yandex.com bk.ru list.ru inbox.ru qq.com foxmail.com "
    "vip.qq.com 163.com vip.163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn aliyun.com 21cn.com tom.com "
    "naver.com daum.net hanmail.net zoho.com fastmail.com hey.com tutanota.com tuta.io mail.com orange.fr free.fr "
    "laposte.net wanadoo.fr libero.it virgilio.it tiscali.it seznam.cz wp.pl o2.pl onet.pl uol.com.br bol.com.br "
    "comcast.net verizon.net att.net sbcglobal.net btinternet.com rediffmail.com posteo.de mailbox.org duck.com"
)
FREE_MAIL = frozenset(_FREE_MAIL.split())
# Names that stand for nobody (RFC 2606).
_RESERVED = re.compile(r"(^|\.)(example\.(com|net|org)|example|test|invalid|localhost)$")
_SECOND_LEVEL = frozenset(("co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go"))


def house_forms(written: str) -> tuple[str, str]:
    """The full name in plain letters, and what is left of it without its trade; the second may be empty."""
    plain = unicodedata.normalize("NFKD", written).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"[’'.]", "", plain)
    if re.search(r"[\u3400-\u9fff]", plain):
        joined = "".join(sign for sign in plain if sign.isalnum())
        full = _HAN_TAIL.sub("", _HAN_TAIL.sub("", joined)) or joined
        core = _HAN_TRADE.sub("", full)
        return full, core if len(core) > 1 else ""
    words = [word for word in re.findall(r"[^\W_]+", plain) if word not in LEGAL]
    core = "".join(word for word in words if word not in TRADE)
    return "".join(words), core if len(core) > 3 else ""


def mail_domain(address: str) -> str:
    """The domain that says where somebody works; empty for the mail hosts that everybody uses."""
    domain = address.rpartition("@")[2].strip().casefold().rstrip(".")
    if "." not in domain or domain in FREE_MAIL or _RESERVED.search(domain):
        return ""
    return registered(domain)


def registered(host: str) -> str:
    """The part of a host's name that somebody has registered: mail.foo.co.uk is foo.co.uk."""
    labels = [label for label in host.casefold().strip(".").split(".") if label]
    keep = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-keep:])
