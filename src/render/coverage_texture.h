// Letters on the graphics card: one byte a texel, how much of it is covered.
#pragma once

#include <cstdint>
#include <memory>

namespace dorsum::render {

// Read in a shader as white with that alpha.
class CoverageTexture {
public:
    // coverage: width x height bytes, row by row. Null where the driver cannot read one channel as four (a browser): four are needed then.
    static std::unique_ptr<CoverageTexture> make(int width, int height, const std::uint8_t* coverage);
    virtual ~CoverageTexture() = default;
    virtual unsigned id() const = 0; // the driver's name for it
};

} // namespace dorsum::render
