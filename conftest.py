"""Where CI is set, a test that compares with a reference or opens a page may not skip itself."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

import synthesis  # before any test loads numpy, as it says with how many threads

NEVER_SKIPPED = ("reference", "browser")


def pytest_report_header() -> str:
    """What is tested."""
    return f"doleances {synthesis.__version__}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The report of a test; of one that skipped though it may not, a failure with the reason."""
    report = yield
    marks = [name for name in NEVER_SKIPPED if item.get_closest_marker(name)]
    if marks and report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: a {marks[0]} test skipped in CI: {_reason(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The report of a file; of one that skipped whole, a failure: its marks cannot be read."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: a whole file skipped in CI: {_reason(report)}"
    return report


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why it skipped: pytest gives (file, line, reason)."""
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
