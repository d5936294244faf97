"""What the explorer is, what it finds, where to start, and what is not known."""

from explorer.ui import opening, page
from explorer.views import overview

with page.frame("Overview", document="overview"):
    page.headline(overview.title(), overview.introduction())
    opening.find()
    opening.findings(overview.findings())
    page.section("Where to start")
    opening.starts(overview.starts())
    page.callout("What is not known", overview.unknowns())
