// Keeps the driver at most one piece of work behind us. A software renderer holds every triangle that it has not drawn yet in the
// process's memory: a picture of half a million of them, handed over at once, would need more for that than for its meshes.
#pragma once

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

} // namespace dorsum::render::gl
