"""The sentences of tus 1.0, one check each, over HTTP."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from uuid import UUID

import pytest
from django.utils import timezone

from media_pipeline.models import Upload
from media_pipeline.uploads import spool
from media_pipeline.uploads.actions import claim_upload
from tests.media_pipeline.uploads.conftest import BODY, Desk

SENTENCES: dict[str, Callable[[Desk], None]] = {}


def says(sentence: str) -> Callable[[Callable[[Desk], None]], None]:
    def keep(check: Callable[[Desk], None]) -> None:
        assert sentence not in SENTENCES
        SENTENCES[sentence] = check

    return keep


def bytes_of(url: str) -> bytes:
    return spool.path(UUID(hex=url.rsplit("/", 1)[-1])).read_bytes()


def row(url: str) -> Upload:
    return Upload.objects.get(pk=UUID(hex=url.rsplit("/", 1)[-1]))


def checksum(body: bytes, algorithm: str = "sha1") -> str:
    return f"{algorithm} {b64encode(hashlib.new(algorithm, body).digest()).decode()}"


# --- core ----------------------------------------------------------------------------------------------


@says("The Tus-Resumable header MUST be included in every request and response except for OPTIONS requests.")
def _(desk: Desk) -> None:
    url = desk.create(5)
    answers = [
        desk.send("HEAD", url),
        desk.patch(url, 0, b"he"),
        desk.patch(url, 9, b"llo"),
        desk.send("DELETE", url),
        desk.send("HEAD", url),
        desk.send("HEAD", "/uploads/nonsense"),
        desk.send("GET"),
        desk.send("POST", Authorization="Token wrong"),
    ]
    assert [answer.status_code for answer in answers] == [200, 204, 409, 204, 410, 404, 405, 401]
    assert {answer.headers["Tus-Resumable"] for answer in answers} == {"1.0.0"}


@says(
    "If the version specified by the Client is not supported by the Server, it MUST respond with the "
    "412 Precondition Failed status and MUST include the Tus-Version header."
)
def _(desk: Desk) -> None:
    url = desk.create(5)
    for version in ("0.2.2", "1.0.1", None):
        answer = desk.patch(url, 0, b"hello", Tus_Resumable=version)
        assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


@says("In addition, the Server MUST NOT process the request.")
def _(desk: Desk) -> None:
    url = desk.create(5)
    desk.patch(url, 0, b"hello", Tus_Resumable="0.2.2")
    desk.send("DELETE", url, Tus_Resumable="0.2.2")
    desk.send("POST", Upload_Length="1", Tus_Resumable="0.2.2")
    assert (desk.offset(url), Upload.objects.count()) == (0, 1)


@says(
    "X-HTTP-Method-Override MUST be interpreted as the request's method; the actual method MUST be ignored."
)
def _(desk: Desk) -> None:
    url = desk.create(5)
    headers = {"Content-Type": BODY, "Upload_Offset": "0"}
    assert desk.send("POST", url, b"hello", X_HTTP_Method_Override="PATCH", **headers).status_code == 204
    assert desk.send("GET", url, X_HTTP_Method_Override="HEAD").headers["Upload-Offset"] == "5"
    assert desk.send("PATCH", url, X_HTTP_Method_Override="DELETE").status_code == 204


@says("The Server MUST always include Upload-Offset for a HEAD request, even if the offset is 0 or complete.")
def _(desk: Desk) -> None:
    url = desk.create(5)
    assert desk.send("HEAD", url).headers["Upload-Offset"] == "0"
    desk.patch(url, 0, b"hello")
    assert desk.send("HEAD", url).headers["Upload-Offset"] == "5"


@says("If the size of the upload is known, the Server MUST include the Upload-Length header in the response.")
def _(desk: Desk) -> None:
    assert desk.send("HEAD", desk.create(5)).headers["Upload-Length"] == "5"


@says(
    "If the resource is not found, the Server SHOULD return 404, 410 or 403 without the Upload-Offset header."
)
def _(desk: Desk) -> None:
    for unknown in ("0" * 32, "nonsense", "0" * 31, "é"):
        answer = desk.send("HEAD", f"/uploads/{unknown}")
        assert (answer.status_code, "Upload-Offset" in answer.headers) == (404, False)


@says("The Server SHOULD acknowledge successful HEAD requests with a 200 OK or 204 No Content status.")
def _(desk: Desk) -> None:
    assert desk.send("HEAD", desk.create(5)).status_code == 200


@says("The Server MUST prevent caching by adding the Cache-Control: no-store header to the response.")
def _(desk: Desk) -> None:
    assert desk.send("HEAD", desk.create(5)).headers["Cache-Control"] == "no-store"


@says("The Server SHOULD apply the bytes contained in the message at the given offset.")
def _(desk: Desk) -> None:
    url = desk.create(12)
    desk.patch(url, 0, b"hello ")
    desk.patch(url, 6, b"worl")
    assert bytes_of(url) == b"hello worl"


@says("All PATCH requests MUST use Content-Type: application/offset+octet-stream, otherwise 415.")
def _(desk: Desk) -> None:
    url = desk.create(5)
    for other in ("application/octet-stream", "text/plain", None):
        assert desk.patch(url, 0, b"hello", **{"Content-Type": other}).status_code == 415
    assert desk.offset(url) == 0


@says("The value [of Upload-Offset] MUST be a non-negative integer.")
def _(desk: Desk) -> None:
    url = desk.create(5)
    for wrong in ("-1", "1.5", "x", "", None):
        assert desk.patch(url, 0, b"hello", Upload_Offset=wrong).status_code == 400
    assert desk.offset(url) == 0


@says("If the offsets do not match, the Server MUST respond with 409 without modifying the upload resource.")
def _(desk: Desk) -> None:
    url = desk.create(5)
    desk.patch(url, 0, b"he")
    assert [desk.patch(url, offset, b"llo").status_code for offset in (0, 1, 3, 5)] == [409] * 4
    assert bytes_of(url) == b"he"


@says(
    "The Server MUST acknowledge successful PATCH requests with 204 and MUST include the new Upload-Offset."
)
def _(desk: Desk) -> None:
    url = desk.create(5)
    answer = desk.patch(url, 0, b"he")
    assert (answer.status_code, answer.headers["Upload-Offset"], answer.content) == (204, "2", b"")
    assert desk.patch(url, 2, b"llo").headers["Upload-Offset"] == "5"


@says("If the server receives a PATCH request against a non-existent resource it SHOULD return 404.")
def _(desk: Desk) -> None:
    assert desk.patch("/uploads/" + "0" * 32, 0, b"hello").status_code == 404


@says(
    "A successful OPTIONS response MUST contain Tus-Version; it MAY include Tus-Extension and Tus-Max-Size."
)
def _(desk: Desk) -> None:
    answer = desk.send("OPTIONS", Tus_Resumable=None, Authorization=None)
    assert (answer.status_code, answer.headers["Tus-Version"]) == (204, "1.0.0")
    assert answer.headers["Tus-Extension"].split(",") == [
        "creation",
        "creation-with-upload",
        "creation-defer-length",
        "expiration",
        "checksum",
        "termination",
        "concatenation",
    ]
    assert int(answer.headers["Tus-Max-Size"]) > 0


@says("The Client SHOULD NOT include Tus-Resumable in OPTIONS and the Server MUST ignore the header.")
def _(desk: Desk) -> None:
    assert desk.send("OPTIONS", Tus_Resumable="0.0.1").status_code == 204


# --- creation ------------------------------------------------------------------------------------------


@says("The Server MUST acknowledge a successful upload creation with 201 and MUST set the Location header.")
def _(desk: Desk) -> None:
    answer = desk.send("POST", Upload_Length="100")
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/uploads/{Upload.objects.get().pk.hex}"


@says("The request MUST include Upload-Length or Upload-Defer-Length: 1.")
def _(desk: Desk) -> None:
    assert desk.send("POST").status_code == 400
    assert desk.send("POST", Upload_Length="1", Upload_Defer_Length="1").status_code == 400
    for wrong in ("-1", "1.5", "x", ""):
        assert desk.send("POST", Upload_Length=wrong).status_code == 400
    assert Upload.objects.count() == 0


@says("If Upload-Defer-Length contains any other value than 1 the server should return 400.")
def _(desk: Desk) -> None:
    for wrong in ("0", "2", "true", ""):
        assert desk.send("POST", Upload_Defer_Length=wrong).status_code == 400


@says("As long as the length is not known, the Server MUST set Upload-Defer-Length: 1 in all HEAD responses.")
def _(desk: Desk) -> None:
    url = desk.send("POST", Upload_Defer_Length="1").headers["Location"]
    desk.patch(url, 0, b"he")
    headers = desk.send("HEAD", url).headers
    assert (headers["Upload-Defer-Length"], headers.get("Upload-Length"), headers["Upload-Offset"]) == (
        "1",
        None,
        "2",
    )


@says("The Client MUST set Upload-Length in the next PATCH request, once the length is known.")
def _(desk: Desk) -> None:
    url = desk.send("POST", Upload_Defer_Length="1").headers["Location"]
    desk.patch(url, 0, b"he")
    assert desk.patch(url, 2, b"llo", Upload_Length="5").headers["Upload-Offset"] == "5"
    headers = desk.send("HEAD", url).headers
    assert (headers["Upload-Length"], "Upload-Defer-Length" in headers) == ("5", False)
    assert row(url).state == "finished"


@says("Once set the length MUST NOT be changed.")
def _(desk: Desk) -> None:
    url = desk.create(5)
    assert desk.patch(url, 0, b"hello!", Upload_Length="6").status_code == 400
    assert (desk.offset(url), row(url).length) == (0, 5)


@says("If the length was deferred, a length below what is already here cannot be set.")
def _(desk: Desk) -> None:
    url = desk.send("POST", Upload_Defer_Length="1").headers["Location"]
    desk.patch(url, 0, b"hello")
    assert desk.patch(url, 5, b"", Upload_Length="4").status_code == 400
    assert row(url).length is None


@says("The Upload-Length header MAY be 0: such an upload is complete immediately after its creation.")
def _(desk: Desk) -> None:
    url = desk.create(0)
    assert (desk.offset(url), row(url).state) == (0, "finished")


@says("Responses to HEAD requests MUST include the Upload-Metadata header and its value as specified.")
def _(desk: Desk) -> None:
    metadata = "filename d29ybGRfZG9taW5hdGlvbl9wbGFuLnBkZg==,is_confidential"
    url = desk.create(5, Upload_Metadata=metadata)
    assert desk.send("HEAD", url).headers["Upload-Metadata"] == metadata
    assert row(url).filename == "world_domination_plan.pdf"
    assert "Upload-Metadata" not in desk.send("HEAD", desk.create(5)).headers


@says("The key MUST NOT contain spaces and commas and MUST NOT be empty; all keys MUST be unique.")
def _(desk: Desk) -> None:
    for wrong in ("a b c", ",", "a YQ==,a YQ==", "a ***", "filename /w=="):
        assert desk.send("POST", Upload_Length="5", Upload_Metadata=wrong).status_code == 400
    assert Upload.objects.count() == 0


@says("If the length of the upload exceeds the maximum, the Server MUST respond with 413.")
def _(desk: Desk) -> None:
    limit = int(desk.send("OPTIONS").headers["Tus-Max-Size"])
    assert desk.send("POST", Upload_Length=str(limit + 1)).status_code == 413
    url = desk.send("POST", Upload_Defer_Length="1").headers["Location"]
    assert desk.patch(url, 0, b"hello", Upload_Length=str(limit + 1)).status_code == 413
    assert desk.offset(url) == 0


# --- creation with upload ------------------------------------------------------------------------------


@says(
    "The Server SHOULD accept as many bytes as possible and MUST include Upload-Offset in the [POST] response."
)
def _(desk: Desk) -> None:
    answer = desk.send("POST", "", b"hello", Upload_Length="100", **{"Content-Type": BODY})
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "5")
    assert bytes_of(answer.headers["Location"]) == b"hello"


@says(
    "The Client MAY include either the entirety or a chunk of the upload data in the body of the POST request."
)
def _(desk: Desk) -> None:
    answer = desk.send("POST", "", b"hello", Upload_Length="5", **{"Content-Type": BODY})
    assert row(answer.headers["Location"]).state == "finished"


@says("[With a body] the Client MUST include the Content-Type: application/offset+octet-stream header.")
def _(desk: Desk) -> None:
    assert (
        desk.send("POST", "", b"hello", Upload_Length="5", **{"Content-Type": "text/plain"}).status_code
        == 415
    )
    assert Upload.objects.count() == 0


@says("[With a body] similar rules as for the PATCH request and response apply.")
def _(desk: Desk) -> None:
    typed = {"Content-Type": BODY}
    wrong = checksum(b"other")
    assert desk.send("POST", "", b"hello", Upload_Length="4", **typed).status_code == 413
    assert (
        desk.send("POST", "", b"hello", Upload_Length="5", Upload_Checksum=wrong, **typed).status_code == 460
    )
    assert {upload.state for upload in Upload.objects.all()} == {"terminated"}


# --- expiration ----------------------------------------------------------------------------------------


@says("Upload-Expires MUST be included in every PATCH response if the upload is going to expire.")
def _(desk: Desk) -> None:
    url = desk.create(5)
    expires = parsedate_to_datetime(desk.patch(url, 0, b"he").headers["Upload-Expires"])
    assert expires > timezone.now()
    claim_upload(row(url), {})
    assert "Upload-Expires" not in desk.patch(url, 2, b"llo").headers


@says("If the expiration is known at the creation, Upload-Expires MUST be included in the POST response.")
def _(desk: Desk) -> None:
    answer = desk.send("POST", Upload_Length="5")
    expires = parsedate_to_datetime(answer.headers["Upload-Expires"])
    assert expires == row(answer.headers["Location"]).expires_at.replace(microsecond=0)


@says(
    "If a Client does attempt to resume an upload which has since been removed, 410 SHOULD be used if tracked."
)
def _(desk: Desk) -> None:
    url = desk.create(5)
    Upload.objects.update(expires_at=timezone.now())
    assert [desk.send("HEAD", url).status_code, desk.patch(url, 0, b"hello").status_code] == [410, 410]


# --- checksum ------------------------------------------------------------------------------------------


@says("The Tus-Checksum-Algorithm header MUST be included in the response to an OPTIONS request.")
def _(desk: Desk) -> None:
    assert desk.send("OPTIONS").headers["Tus-Checksum-Algorithm"] == "sha1,sha256,md5"


@says("The Server MUST support at least the SHA1 checksum algorithm identified by sha1.")
def _(desk: Desk) -> None:
    for algorithm in ("sha1", "sha256", "md5"):
        url = desk.create(5)
        answer = desk.patch(url, 0, b"hell", Upload_Checksum=checksum(b"hell", algorithm))
        assert (answer.status_code, bytes_of(url)) == (204, b"hell")


@says("400 Bad Request if the checksum algorithm is not supported by the server.")
def _(desk: Desk) -> None:
    url = desk.create(5)
    for wrong in ("crc32 AAAAAA==", "SHA1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "sha1", "sha1 AAAA", "sha1 ***"):
        assert desk.patch(url, 0, b"hello", Upload_Checksum=wrong).status_code == 400
    assert desk.offset(url) == 0


@says(
    "460 Checksum Mismatch if the checksums mismatch: the chunk MUST be discarded and the offset not updated."
)
def _(desk: Desk) -> None:
    url = desk.create(10)
    desk.patch(url, 0, b"hello")
    answer = desk.patch(url, 5, b"world", Upload_Checksum=checksum(b"w0rld"))
    assert (answer.status_code, answer.reason, bytes_of(url)) == (460, "Checksum Mismatch", b"hello")
    assert desk.patch(url, 5, b"worl", Upload_Checksum=checksum(b"worl")).headers["Upload-Offset"] == "9"


# --- termination ---------------------------------------------------------------------------------------


@says(
    "When receiving DELETE for an existing upload the Server SHOULD free resources and MUST respond with 204."
)
def _(desk: Desk) -> None:
    url = desk.create(5)
    desk.patch(url, 0, b"he")
    file = spool.path(row(url).pk)
    assert (file.exists(), desk.send("DELETE", url).status_code, file.exists()) == (True, 204, False)


@says("Termination defines a way for the Client to terminate completed and unfinished uploads.")
def _(desk: Desk) -> None:
    url = desk.part(b"hello")
    assert desk.send("DELETE", url).status_code == 204


@says("For all future requests to this URL, the Server SHOULD respond with 404 or 410.")
def _(desk: Desk) -> None:
    url = desk.create(5)
    desk.send("DELETE", url)
    answers = [desk.send("HEAD", url), desk.patch(url, 0, b"hello"), desk.send("DELETE", url)]
    assert [answer.status_code for answer in answers] == [410, 410, 410]
    assert "Upload-Offset" not in answers[0].headers


# --- concatenation -------------------------------------------------------------------------------------


@says("Multiple partial uploads are concatenated into a final upload in the specified order.")
def _(desk: Desk) -> None:
    world, hello = desk.part(b"world"), desk.part(b"hello ")
    answer = desk.send("POST", Upload_Concat=f"final;{hello} {world}")
    assert answer.status_code == 201
    url = answer.headers["Location"]
    assert (row(url).state, bytes_of(url)) == ("finished", b"hello world")


@says(
    "The Server SHOULD NOT process these partial uploads until they are concatenated to form a final upload."
)
def _(desk: Desk) -> None:
    part = row(desk.part(b"hello"))
    assert (part.state, part.received_at, hasattr(part, "asset")) == ("finished", None, False)


@says("The length of the final upload MUST be the sum of the length of all partial uploads.")
def _(desk: Desk) -> None:
    parts = desk.part(b"hello"), desk.part(b" world")
    url = desk.send("POST", Upload_Concat=f"final;{' '.join(parts)}").headers["Location"]
    headers = desk.send("HEAD", url).headers
    assert (headers["Upload-Length"], headers["Upload-Offset"]) == ("11", "11")


@says("The Client MUST NOT include the Upload-Length header in the final upload creation.")
def _(desk: Desk) -> None:
    part = desk.part(b"hello")
    assert desk.send("POST", Upload_Concat=f"final;{part}", Upload_Length="5").status_code == 400


@says(
    "The value MUST be final followed by a semicolon and a space-separated list of the partial upload URLs."
)
def _(desk: Desk) -> None:
    for wrong in ("final", "final;", "whole;/uploads/x", "partially"):
        assert desk.send("POST", Upload_Concat=wrong).status_code == 400


@says("The partial uploads URLs MAY be absolute or relative.")
def _(desk: Desk) -> None:
    hello, world = desk.part(b"hello"), desk.part(b" world")
    assert desk.send("POST", Upload_Concat=f"final;{desk.origin}{hello} {world}").status_code == 201


@says("This concatenation request SHOULD happen after all of the partial uploads are completed.")
def _(desk: Desk) -> None:
    part = desk.create(5, Upload_Concat="partial")
    assert desk.send("POST", Upload_Concat=f"final;{part}").status_code == 409
    whole = desk.create(5)
    assert desk.send("POST", Upload_Concat=f"final;{whole}").status_code == 400
    assert desk.send("POST", Upload_Concat=f"final;/uploads/{'0' * 32}").status_code == 404


@says("The partial uploads' metadata SHALL NOT be transferred to the new final upload.")
def _(desk: Desk) -> None:
    part = desk.create(0, Upload_Concat="partial", Upload_Metadata="filename YQ==")
    url = desk.send("POST", Upload_Concat=f"final;{part}").headers["Location"]
    named = desk.send("POST", Upload_Concat=f"final;{part}", Upload_Metadata="filename Yg==").headers[
        "Location"
    ]
    assert "Upload-Metadata" not in desk.send("HEAD", url).headers
    assert desk.send("HEAD", named).headers["Upload-Metadata"] == "filename Yg=="


@says(
    "The same partial upload MAY be present multiple times or MAY be used in multiple upload creation requests."
)
def _(desk: Desk) -> None:
    part = desk.part(b"ha")
    for times in (3, 1):
        url = desk.send("POST", Upload_Concat=f"final;{' '.join([part] * times)}").headers["Location"]
        assert desk.offset(url) == 2 * times


@says("The Server MUST respond with 403 to PATCH requests against a final upload URL and MUST NOT modify it.")
def _(desk: Desk) -> None:
    part = desk.part(b"hello")
    url = desk.send("POST", Upload_Concat=f"final;{part}").headers["Location"]
    assert [desk.patch(url, offset, b"!").status_code for offset in (0, 5)] == [403, 403]
    assert (desk.offset(url), desk.offset(part), bytes_of(part)) == (5, 5, b"hello")


@says(
    "Response to HEAD against partial or final upload MUST include Upload-Concat and its value as received."
)
def _(desk: Desk) -> None:
    part = desk.part(b"hello")
    url = desk.send("POST", Upload_Concat=f"final;{part}").headers["Location"]
    assert desk.send("HEAD", part).headers["Upload-Concat"] == "partial"
    assert desk.send("HEAD", url).headers["Upload-Concat"] == f"final;{part}"
    assert "Upload-Concat" not in desk.send("HEAD", desk.create(5)).headers


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_specification_says(desk, sentence):
    SENTENCES[sentence](desk)
