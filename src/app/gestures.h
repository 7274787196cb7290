// From raw pointer events to what was meant: a drag is not a click, a second click soon after is a double click.
#pragma once

#include "platform/platform.h"

#include <glm/glm.hpp>
#include <optional>
#include <vector>

namespace dorsum::app {

struct Gesture {
    enum class Kind { hover, orbit, pan, orbit_end, click, double_click, zoom } kind;
    glm::vec2 at_px{0};
    glm::vec2 delta_px{0}; // orbit, pan
    float steps = 0;       // zoom: wheel steps, + away from the user (nearer)
};

class Gestures {
public:
    // slop_px: how far a pointer may wander and still click.
    explicit Gestures(float slop_px = 5) : slop_px_(slop_px) {}
    // `now_s`: any steady clock. `over_panel`: the press belongs to a panel, not to the body.
    std::vector<Gesture> on(const platform::Event& event, double now_s, bool over_panel);

    glm::vec2 pointer_px() const { return at_; }
    bool dragging() const { return button_ >= 0 && moved_; }

private:
    std::optional<Gesture> moved_to(glm::vec2 to);
    std::optional<Gesture> released(double now_s);

    float slop_px_;
    glm::vec2 at_{-1e4f}, pressed_at_{0}, clicked_at_{-1e4f};
    int button_ = -1; // being held on the body; -1: none
    bool moved_ = false, shift_ = false;
    double clicked_s_ = -10;
};

} // namespace dorsum::app
