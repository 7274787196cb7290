// Whether and why not a step can be drawn: what the player asks of the body (session::Context::ask_body).
#pragma once

#include "scene/compose_cache.h"

namespace dorsum::scene {

// Kept in the cache as long as nothing changes that it depends on. A breath takes no step away: it is looked at between two.
session::OnBody step_on_body(const content::StrokeStep& step, const session::SessionState& state, const session::Context& context, ComposeCache& cache);

// Whether that can be told without laying the step's paths, which takes some hundredths of a second.
bool is_laid(const content::StrokeStep& step, const session::SessionState& state, const session::Context& context, const ComposeCache& cache);

} // namespace dorsum::scene
