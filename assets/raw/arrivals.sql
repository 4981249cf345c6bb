-- What each file in the inbox came to, the same whenever the night runs on the same files.
select
    file,                                                -- the name in the inbox
    file_id,                                             -- the content's SHA-256; blank where it could not be opened
    status,                                              -- loaded, held or refused
    message                                              -- the question, the refusal or a note
from raw.inbox
