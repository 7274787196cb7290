// The camera as displayed: it follows the state's camera at once while a hand moves it, and flies there smoothly otherwise.
#pragma once

#include "session/state.h"

namespace dorsum::app {

class CameraFlight {
public:
    explicit CameraFlight(const session::Camera& at) : shown_(at) {}
    // Moves the displayed camera towards `wanted` for dt_s; `at_once` jumps. Returns whether it is still on its way.
    bool advance(const session::Camera& wanted, double dt_s, bool at_once);
    const session::Camera& shown() const { return shown_; }

private:
    session::Camera shown_;
};

} // namespace dorsum::app
