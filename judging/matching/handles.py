"""Addresses in the web and @names: which page of whose they are."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from judging.matching.houses import FREE_MAIL, registered

# Hosts on which a page belongs to the name in its path, not to the host's owner.
PLATFORMS = {
    "instagram.com": "instagram", "twitter.com": "x", "x.com": "x", "facebook.com": "facebook", "fb.com": "facebook",
    "tiktok.com": "tiktok", "douyin.com": "douyin", "youtube.com": "youtube", "youtu.be": "youtube", "vimeo.com": "vimeo",
    "linkedin.com": "linkedin", "imdb.com": "imdb", "weibo.com": "weibo", "weibo.cn": "weibo", "bilibili.com": "bilibili",
    "xiaohongshu.com": "xiaohongshu", "douban.com": "douban", "zhihu.com": "zhihu", "letterboxd.com": "letterboxd",
    "behance.net": "behance", "artstation.com": "artstation", "github.com": "github", "linktr.ee": "linktree",
    "threads.net": "threads", "mubi.com": "mubi", "medium.com": "medium", "patreon.com": "patreon", "bsky.app": "bluesky",
}  # fmt: skip
_OF_MANY = (
    "google.com drive.google.com dropbox.com wikipedia.org notion.so notion.site wixsite.com squarespace.com "
    "wordpress.com blogspot.com weebly.com github.io tumblr.com baidu.com bilivideo.com pan.baidu.com aliyundrive.com "
    "wetransfer.com eventive.org filmfreeway.com shortfilmdepot.com"
)
HOSTS_OF_MANY = frozenset(_OF_MANY.split())
_WAY_WORDS = "u user users c channel in pub name people profile company space p home"
_WAYS = frozenset(_WAY_WORDS.split())
SHORTEST_HANDLE = 4


@dataclass(frozen=True)
class Handle:
    """`platform` empty: an @name of no platform, or a site of one's own (`site`)."""

    platform: str = ""
    name: str = ""
    site: str = ""


def read_handle(written: str) -> Handle | None:
    """An address or @name; None for what says nothing about a person."""
    words = written.strip().strip(",;")
    if not words:
        return None
    if "://" not in words and "/" not in words and "." not in words.lstrip("@"):
        return _named("", words)
    try:
        parts = urlsplit(words if "://" in words else f"https://{words.lstrip('@')}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    platform = PLATFORMS.get(host) or PLATFORMS.get(registered(host))
    if platform:
        way = [part for part in parts.path.split("/") if part and part.casefold() not in _WAYS]
        return _named(platform, way[0]) if way else None
    if "." not in host or host in FREE_MAIL or host in HOSTS_OF_MANY:
        return None
    if registered(host) in HOSTS_OF_MANY:
        return Handle(site=host) if host != registered(host) else None
    return Handle(site=registered(host))


def _named(platform: str, words: str) -> Handle | None:
    name = re.sub(r"[^\w.-]", "", words.lstrip("@").casefold())
    return Handle(platform, name) if name else None


def meet(one: Handle, other: Handle) -> str:
    """Whether as "page", "site" or "name": the last is one name in two places. Empty when they do not meet."""
    if one.site or other.site:
        return "site" if one.site == other.site else ""
    if one.name != other.name:
        return ""
    if one.platform and one.platform == other.platform:
        return "page"
    return "name" if len(one.name) >= SHORTEST_HANDLE else ""
