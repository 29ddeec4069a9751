"""Property tests look for wrong answers, not for slow machines."""

import hypothesis

hypothesis.settings.register_profile("braid", deadline=None)
hypothesis.settings.load_profile("braid")
