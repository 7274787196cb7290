// What a driver says of its own accord where the context is a debug one (GL_KHR_debug): errors are counted and written to stderr.
#pragma once

#include "render/gl/capabilities.h"

#include <cstddef>
#include <memory>

namespace dorsum::render::gl {

class Complaints {
public:
    // Listens where the context has the debug bit and the driver the extension; else nobody listens and nothing is lost.
    static Complaints hear(Loader loader);
    Complaints() = default;
    Complaints(Complaints&&) = default;
    Complaints& operator=(Complaints&&) = default;
    ~Complaints();

    bool listening() const { return heard_ != nullptr; }
    std::size_t errors() const { return heard_ ? *heard_ : 0; } // since hear()

private:
    std::unique_ptr<std::size_t> heard_; // its address stays: the driver keeps it
};

} // namespace dorsum::render::gl
