#include "render/gl/stream_mesh.h"

#include "render/gl/api.h"

namespace dorsum::render::gl {

StreamMesh StreamMesh::make(std::size_t vertex_bytes, std::span<const Attribute> attributes) {
    StreamMesh mesh;
    mesh.vertex_array_ = VertexArray::make();
    mesh.vertices_ = Buffer::make();
    mesh.indices_ = Buffer::make();
    glBindVertexArray(mesh.vertex_array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, mesh.vertices_.id());
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, mesh.indices_.id());
    GLuint place = 0;
    for (const Attribute& attribute : attributes) {
        glEnableVertexAttribArray(place);
        glVertexAttribPointer(place++, attribute.count, attribute.type, attribute.type == GL_FLOAT ? GL_FALSE : GL_TRUE, static_cast<GLsizei>(vertex_bytes),
                              reinterpret_cast<const void*>(attribute.offset));
    }
    glBindVertexArray(0);
    return mesh;
}

void StreamMesh::upload(std::span<const std::byte> vertices, std::span<const std::uint32_t> indices) {
    bind(); // the index buffer belongs to the vertex array
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size()), vertices.data(), GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size_bytes()), indices.data(), GL_STREAM_DRAW);
}

void StreamMesh::bind() const { glBindVertexArray(vertex_array_.id()); }

void StreamMesh::draw(std::uint32_t first_index, std::uint32_t index_count) const {
    if (index_count == 0) return;
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(index_count), GL_UNSIGNED_INT, reinterpret_cast<const void*>(first_index * sizeof(std::uint32_t)));
}

} // namespace dorsum::render::gl
