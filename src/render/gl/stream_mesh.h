// Triangles that change as a whole now and then: one vertex buffer, one index buffer, drawn in ranges.
#pragma once

#include "render/gl/handles.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace dorsum::render::gl {

class StreamMesh {
public:
    struct Attribute {
        int count;
        unsigned type; // GL_FLOAT, or GL_UNSIGNED_BYTE: 0..1 then
        std::size_t offset;
    };
    // Attributes 0, 1, .. of a vertex of so many bytes.
    static StreamMesh make(std::size_t vertex_bytes, std::span<const Attribute> attributes);
    void upload(std::span<const std::byte> vertices, std::span<const std::uint32_t> indices);
    void bind() const;
    // Bound before.
    void draw(std::uint32_t first_index, std::uint32_t index_count) const;

private:
    VertexArray vertex_array_;
    Buffer vertices_, indices_;
};

} // namespace dorsum::render::gl
