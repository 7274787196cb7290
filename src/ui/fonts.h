// Four faces at a few fixed scales, rasterised once: panels of every mode pick the nearest.
#pragma once

#include "core/diagnostics.h"

#include <imgui.h>
#include <vector>

namespace dorsum::ui {

struct Faces {
    ImFont* small = nullptr;  // secondary lines, labels
    ImFont* body = nullptr;
    ImFont* strong = nullptr; // headings inside a panel, buttons that matter
    ImFont* title = nullptr;
    float scale = 1;          // what these were rasterised at
};

class Fonts {
public:
    // Fills ImGui's font atlas of the current context. A built-in bitmap font and a warning where no font file is found.
    void load(float content_scale, core::Diagnostics& diagnostics);
    bool loaded() const { return !ladder_.empty(); }
    // The faces nearest to this scale; what is left over goes to ImGui's global font scale.
    const Faces& pick(float scale);

private:
    std::vector<Faces> ladder_;
};

} // namespace dorsum::ui
