// Whose body is built: a file of assets/anatomy/bodies. It changes facts before any shape is made (bulk of muscles, the skin's
// outline) and says how space is bent after all have been made (proportions, stature, left and right not quite alike).
#pragma once

#include "anatomy/atlas.h"
#include "bake/facts.h"

#include <optional>

namespace dorsum::bake {

struct Body {
    anatomy::BodyInfo info;
    Facts facts; // keys "body/...": see assets/anatomy/bodies/README.md
};

// Unknown keys and what is missing or out of range go to diagnostics with file, place and remedy; then there is no body.
std::optional<Body> load_body(const std::filesystem::path& assets, const std::string& id, core::Diagnostics& diagnostics);

// The body's own values and factors over those of assets/anatomy/facts. A pattern that no fact has is an error.
void change_facts(const Body& body, Facts& facts, core::Diagnostics& diagnostics);

// "muscles_*/gluteus_*/size/thickness": * stands for anything but a slash.
bool matches(std::string_view pattern, std::string_view key);

} // namespace dorsum::bake
