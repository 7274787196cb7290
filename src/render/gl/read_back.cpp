#include "render/gl/read_back.h"

#include "render/gl/api.h"

#include <algorithm>

namespace dorsum::render::gl {
namespace {

template <class T> void flip_rows(std::vector<T>& values, std::size_t row, std::size_t rows) {
    for (std::size_t y = 0; y < rows / 2; ++y)
        std::swap_ranges(values.begin() + static_cast<std::ptrdiff_t>(y * row),
                         values.begin() + static_cast<std::ptrdiff_t>((y + 1) * row),
                         values.begin() + static_cast<std::ptrdiff_t>((rows - 1 - y) * row));
}

std::size_t size_of(int n) {
    return static_cast<std::size_t>(n);
}

} // namespace

std::vector<std::uint8_t> read_rgba(const Rect& rect) {
    std::vector<std::uint8_t> values(size_of(rect.width) * size_of(rect.height) * 4);
    glReadBuffer(GL_COLOR_ATTACHMENT0);
    glReadPixels(rect.x, rect.y, rect.width, rect.height, GL_RGBA, GL_UNSIGNED_BYTE, values.data());
    flip_rows(values, size_of(rect.width) * 4, size_of(rect.height));
    return values;
}

std::vector<std::uint32_t> read_uint(const Rect& rect, int attachment) {
    std::vector<std::uint32_t> values(size_of(rect.width) * size_of(rect.height));
    glReadBuffer(GL_COLOR_ATTACHMENT0 + static_cast<GLenum>(attachment));
    // GLES 3.0 promises RGBA_INTEGER only; desktop GL and every ES driver we know also give the texture's own layout.
    glReadPixels(rect.x, rect.y, rect.width, rect.height, GL_RED_INTEGER, GL_UNSIGNED_INT, values.data());
    flip_rows(values, size_of(rect.width), size_of(rect.height));
    return values;
}

} // namespace dorsum::render::gl
