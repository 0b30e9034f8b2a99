"""The registers at the desk: who and where."""

from registry.admin.days import DayOffAdmin
from registry.admin.delegations import DelegationAdmin
from registry.admin.duties import DutyAdmin
from registry.admin.firms import FirmAdmin, TenureAdmin
from registry.admin.notices import DeadLetterAdmin
from registry.admin.places import CommunityAdmin, DepartmentAdmin, RegionAdmin
from registry.admin.users import UserAdmin

__all__ = [
    "CommunityAdmin",
    "DayOffAdmin",
    "DeadLetterAdmin",
    "DelegationAdmin",
    "DepartmentAdmin",
    "DutyAdmin",
    "FirmAdmin",
    "RegionAdmin",
    "TenureAdmin",
    "UserAdmin",
]
