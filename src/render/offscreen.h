// A framebuffer to draw a whole window's picture into, where there is no window.
#pragma once

#include "render/renderer.h"

#include <memory>

namespace dorsum::render {

class Offscreen {
public:
    static std::unique_ptr<Offscreen> make(int width, int height);
    virtual ~Offscreen() = default;
    virtual unsigned framebuffer() const = 0;
    virtual void bind() = 0; // as the target of what is drawn next (the panels), with its viewport
    virtual Image read() = 0;
};

// Binds the window's own framebuffer with its viewport, for what draws after the renderer (the panels).
void bind_window(int width, int height);
// A plain window with a line that grows from left to right: something is being read (done: 0..1).
void draw_progress_line(int width, int height, float done);
// Waits until the driver has drawn everything (benchmarks).
void finish();

} // namespace dorsum::render
