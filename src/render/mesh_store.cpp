#include "render/mesh_store.h"

#include "core/hash.h"
#include "render/gl/api.h"
#include "render/vertex_packing.h"

#include <cstddef>

namespace dorsum::render {
namespace {

std::uint64_t key_of(const anatomy::Atlas& atlas) {
    core::Hash64 hash;
    hash.text(atlas.name);
    for (const anatomy::Structure& s : atlas.structures) {
        hash.text(s.terms.id).value(s.bounds);
        for (const geometry::Mesh& mesh : s.lods) hash.value(mesh.positions.size());
    }
    return hash.digest();
}

const void* offset(std::size_t bytes) {
    return reinterpret_cast<const void*>(bytes);
}

void describe_vertices() {
    constexpr GLsizei stride = sizeof(PackedVertex);
    for (GLuint attribute = 0; attribute < 6; ++attribute) glEnableVertexAttribArray(attribute);
    glVertexAttribPointer(0, 3, GL_FLOAT, GL_FALSE, stride, offset(offsetof(PackedVertex, position)));
    glVertexAttribPointer(1, 4, GL_INT_2_10_10_10_REV, GL_TRUE, stride, offset(offsetof(PackedVertex, normal)));
    glVertexAttribPointer(2, 2, GL_SHORT, GL_FALSE, stride, offset(offsetof(PackedVertex, strand)));
    glVertexAttribPointer(3, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride, offset(offsetof(PackedVertex, occlusion)));
    glVertexAttribIPointer(4, 4, GL_UNSIGNED_BYTE, stride, offset(offsetof(PackedVertex, joints)));
    glVertexAttribPointer(5, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride, offset(offsetof(PackedVertex, weights)));
}

} // namespace

MeshStore::Level MeshStore::make_level(const std::vector<const geometry::Mesh*>& meshes) {
    std::vector<PackedVertex> vertices;
    std::vector<std::uint32_t> indices;
    std::size_t vertex_count = 0, index_count = 0;
    for (const geometry::Mesh* mesh : meshes) {
        vertex_count += mesh->positions.size();
        index_count += mesh->indices.size();
    }
    vertices.reserve(vertex_count);
    indices.reserve(index_count);
    Level level;
    level.vertex_array = gl::VertexArray::make();
    for (const geometry::Mesh* mesh : meshes) {
        const auto base = static_cast<std::uint32_t>(vertices.size());
        MeshRange range;
        range.vertex_array = level.vertex_array.id();
        range.first_index = static_cast<std::uint32_t>(indices.size());
        range.index_count = static_cast<std::uint32_t>(mesh->indices.size());
        range.bounds = geometry::bounds_of(*mesh);
        range.joints = joints_used(*mesh);
        append_packed(*mesh, vertices);
        for (const std::uint32_t i : mesh->indices) indices.push_back(base + i);
        level.ranges.push_back(range);
    }
    level.vertices = gl::Buffer::make();
    level.indices = gl::Buffer::make();
    glBindVertexArray(level.vertex_array.id());
    glBindBuffer(GL_ARRAY_BUFFER, level.vertices.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(PackedVertex)), vertices.data(),
                 GL_STATIC_DRAW);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, level.indices.id());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(std::uint32_t)),
                 indices.data(), GL_STATIC_DRAW);
    describe_vertices();
    glBindVertexArray(0);
    level.bytes = vertices.size() * sizeof(PackedVertex) + indices.size() * sizeof(std::uint32_t);
    return level;
}

void MeshStore::upload(const anatomy::Atlas& atlas, int lod) {
    const std::uint64_t key = key_of(atlas);
    if (key != atlas_key_) {
        for (auto& level : levels_) level.reset();
        overrides_.clear();
        atlas_key_ = key;
    }
    std::vector<const geometry::Mesh*> meshes;
    for (const anatomy::Structure& s : atlas.structures) meshes.push_back(&anatomy::mesh_at(s, lod));
    const int slot = glm::clamp(lod, 0, anatomy::k_lod_count - 1);
    levels_[static_cast<std::size_t>(slot)] = make_level(meshes);
    ++uploads_;
}

bool MeshStore::has(int lod) const {
    return lod >= 0 && lod < anatomy::k_lod_count && levels_[static_cast<std::size_t>(lod)].has_value();
}

void MeshStore::follow_overrides(const std::vector<scene::MeshOverride>& overrides) {
    std::map<std::uint32_t, Override> kept;
    for (const scene::MeshOverride& wanted : overrides) {
        if (wanted.mesh == nullptr) continue;
        const auto old = overrides_.find(wanted.structure.value);
        if (old != overrides_.end() && old->second.version == wanted.version) {
            kept[wanted.structure.value] = std::move(old->second);
            continue;
        }
        kept[wanted.structure.value] = {make_level({wanted.mesh.get()}), wanted.version};
        ++uploads_;
    }
    overrides_ = std::move(kept);
}

const MeshStore::Level* MeshStore::nearest_level(int lod) const {
    const Level* best = nullptr;
    int best_distance = anatomy::k_lod_count + 1;
    for (int i = 0; i < anatomy::k_lod_count; ++i)
        if (const auto& level = levels_[static_cast<std::size_t>(i)]; level && std::abs(i - lod) < best_distance) {
            best = &*level;
            best_distance = std::abs(i - lod);
        }
    return best;
}

MeshRange MeshStore::range(anatomy::StructureIndex structure, int lod) const {
    if (const auto found = overrides_.find(structure.value); found != overrides_.end())
        return found->second.level.ranges.front();
    const Level* level = nearest_level(lod);
    return level != nullptr && structure.value < level->ranges.size() ? level->ranges[structure.value] : MeshRange{};
}

std::size_t MeshStore::bytes() const {
    std::size_t sum = 0;
    for (const auto& level : levels_) sum += level ? level->bytes : 0;
    for (const auto& [structure, override_] : overrides_) sum += override_.level.bytes;
    return sum;
}

} // namespace dorsum::render
