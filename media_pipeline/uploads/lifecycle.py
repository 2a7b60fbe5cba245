"""What may follow? The states of an upload. A film that the workshop has received is no longer the upload's affair."""

from festival.lifecycle import Lifecycle
from media_pipeline.enums import UploadState

upload_state = Lifecycle(
    "state",
    {
        UploadState.OPEN: {UploadState.FINISHED, UploadState.EXPIRED, UploadState.TERMINATED},
        # Parts that were never joined expire; the owner may drop a finished upload.
        UploadState.FINISHED: {UploadState.EXPIRED, UploadState.TERMINATED},
    },
)
