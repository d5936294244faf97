"""Wrong codes tried of late, by who tried them: counted once for all servers of a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from explorer.workshop.codes import hashed
from explorer.workshop.database import Database
from explorer.workshop.tables import AttemptRow

WRONG_CODES = 60
"""A minute from one network: more than a whole room mistypes, and years short of a right one."""
MINUTE = timedelta(minutes=1)


class Attempts:
    """Wrong codes of the last minute, kept as one number a caller, whose address is only hashed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def wait(self, caller: str) -> float:
        """Return the seconds that a caller has to wait before the next code, 0 for none."""
        found = select(AttemptRow.since).where(
            AttemptRow.caller == _who(caller), AttemptRow.failed >= WRONG_CODES
        )
        since = self._database.read(lambda session: session.scalar(found))
        left = since + MINUTE - datetime.now(UTC) if since else timedelta()
        return max(left.total_seconds(), 0.0)

    def fail(self, caller: str) -> None:
        """Count a wrong code, and forget those of a minute ago."""

        def work(session: Session) -> None:
            now = datetime.now(UTC)
            forget(session, now)
            row = session.get(AttemptRow, _who(caller), with_for_update=True)
            if row is None:
                session.add(AttemptRow(caller=_who(caller), since=now, failed=1))
            else:
                row.failed += 1

        self._database.write(work)


def forget(session: Session, now: datetime) -> None:
    """Delete what was counted more than a minute before a moment."""
    session.execute(delete(AttemptRow).where(AttemptRow.since <= now - MINUTE))


def _who(caller: str) -> str:
    """Name a caller by its network: one line has more IPv6 addresses than there are codes."""
    try:
        address = ip_address(caller)
    except ValueError:
        return hashed(caller)
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return hashed(str(ip_network((address, 64), strict=False)))
    return hashed(caller)
