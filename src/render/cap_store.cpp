#include "render/cap_store.h"

#include "render/gl/api.h"

#include <cstddef>
#include <map>

namespace dorsum::render {

static_assert(sizeof(scene::CapVertex) == 24);

CapStore CapStore::make() {
    CapStore store;
    store.vertex_array_ = gl::VertexArray::make();
    store.vertices_ = gl::Buffer::make();
    store.indices_ = gl::Buffer::make();
    glBindVertexArray(store.vertex_array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, store.vertices_.id());
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, store.indices_.id());
    const auto describe = [](GLuint attribute, GLint count, std::size_t offset) {
        glEnableVertexAttribArray(attribute);
        glVertexAttribPointer(attribute, count, GL_FLOAT, GL_FALSE, sizeof(scene::CapVertex), reinterpret_cast<const void*>(offset));
    };
    describe(0, 3, offsetof(scene::CapVertex, position_mm));
    describe(1, 2, offsetof(scene::CapVertex, grain_mm));
    describe(2, 1, offsetof(scene::CapVertex, depth));
    glBindVertexArray(0);
    return store;
}

void CapStore::upload(const std::vector<scene::Cap>& caps) {
    std::vector<scene::CapVertex> vertices;
    std::vector<std::uint32_t> indices;
    ranges_.clear();
    open_.clear();
    for (const auto& cap : caps) {
        const auto base = static_cast<std::uint32_t>(vertices.size());
        ranges_.push_back({cap.structure, cap.kind, static_cast<std::uint32_t>(indices.size()), static_cast<std::uint32_t>(cap.shape->indices.size()), nullptr});
        vertices.insert(vertices.end(), cap.shape->vertices.begin(), cap.shape->vertices.end());
        for (const auto i : cap.shape->indices) indices.push_back(base + i);
        if (cap.shape->open_loops > 0) open_.insert(cap.structure);
    }
    bind(); // the index buffer belongs to the vertex array
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(scene::CapVertex)), vertices.data(), GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(std::uint32_t)), indices.data(), GL_STREAM_DRAW);
    uploaded_ = caps;
}

void CapStore::update(const scene::Frame& frame) {
    shown_.clear();
    if (!(frame.caps == uploaded_)) upload(frame.caps);
    const bool from_behind = glm::dot(glm::vec3(frame.clip_plane), frame.camera.eye_mm) + frame.clip_plane.w >= 0;
    if (ranges_.empty() || from_behind) return;
    std::map<anatomy::StructureIndex, const scene::DrawItem*> items;
    for (const auto& item : frame.items) items[item.structure] = &item;
    for (auto range : ranges_)
        if (const auto at = items.find(range.structure); at != items.end()) {
            range.item = at->second;
            shown_.push_back(range);
        }
}

void CapStore::bind() const { glBindVertexArray(vertex_array_.id()); }

void CapStore::draw(const CapRange& range) const {
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(range.index_count), GL_UNSIGNED_INT,
                   reinterpret_cast<const void*>(range.first_index * sizeof(std::uint32_t)));
}

} // namespace dorsum::render
