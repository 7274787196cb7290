// Keeps the driver at most one piece of work behind us. A software renderer holds every triangle that it has not drawn yet in the
// process's memory: a picture of half a million of them, handed over at once, would need more for that than for its meshes.
#pragma once

#include "render/gl/target.h"

namespace dorsum::render::gl {

class Pace {
public:
    Pace() = default;
    ~Pace() { forget(); }
    Pace(const Pace&) = delete;
    Pace& operator=(const Pace&) = delete;

    void wait_for_last(); // ends a piece of work: begins it in the driver, and waits for the piece before it
    void forget();        // the next piece is the first again

private:
    void* last_ = nullptr; // GLsync
};

// llvmpipe (Mesa 22.3) has several places for pieces of work, takes the first that is free, and each keeps the target that it drew into last and
// what it sampled, deleted or not, until its turn comes again: after a picture in slices 18 to 37 MB for as long as somebody looks at it. Several
// pieces that are handed over before the first is done take all the places into use once more; so that they are, the first is slower than the
// rest. None is at work before or after: what came next took a place beyond ours, and kept 8 to 14 MB there until as many were busy again.
// Without the slow piece the driver kept its target after 45 pictures of 80: nothing may depend on it.
class LetGo {
public:
    void run(); // leaves a framebuffer of its own bound

private:
    Target small_;
};

} // namespace dorsum::render::gl
