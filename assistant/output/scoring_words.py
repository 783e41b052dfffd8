"""By which place's scoring a pack was checked, in words."""

from assistant.facts.profiles import load_profile, profile_names
from assistant.model.finding import CheckReport
from assistant.output.safe import one_line


def scoring_words(report: CheckReport) -> str:
    """Return the place's name, the profile's, and why it was taken: “湖南（hunan，按指定）”.

    An old report may name a profile that is no more: it stands for itself.
    """
    name = one_line(report.profile)
    if report.profile not in profile_names():
        return name
    why = f"，{one_line(report.profile_reason)}" if report.profile_reason else ""
    return f"{load_profile(report.profile).title}（{name}{why}）"
