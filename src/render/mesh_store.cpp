#include "render/mesh_store.h"

#include "core/hash.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "geometry/simplify.h"
#include "render/gl/api.h"

#include <algorithm>
#include <cstddef>

namespace dorsum::render {
namespace {

std::uint64_t key_of(const anatomy::Atlas& atlas) {
    core::Hash64 hash;
    hash.text(atlas.name);
    // Not by its meshes: levels arrive one after the other, and what is there already stays.
    for (const anatomy::Structure& s : atlas.structures) hash.text(s.terms.id).value(s.bounds);
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

constexpr std::size_t k_batch = 48; // meshes that are packed together
// Of the level's buffers. Drivers in memory fill a new buffer with zeros at once: one for the whole level lay beside all of the meshes that it
// is made from, which are let go chunk by chunk.
constexpr std::size_t k_chunk_vertices = 0xffff; // what two bytes count, less the number that begins a strip anew in a browser: 2 MiB

void fill_indices(std::size_t first, std::span<const std::uint32_t> indices, std::uint32_t base, std::size_t bytes_each) {
    const auto at = static_cast<GLintptr>(first * bytes_each);
    if (bytes_each == sizeof(std::uint16_t)) {
        std::vector<std::uint16_t> of_buffer(indices.size());
        std::transform(indices.begin(), indices.end(), of_buffer.begin(), [&](std::uint32_t i) { return static_cast<std::uint16_t>(i + base); });
        glBufferSubData(GL_ELEMENT_ARRAY_BUFFER, at, static_cast<GLsizeiptr>(bytes_each * of_buffer.size()), of_buffer.data());
    } else { // a mesh that has the buffer to itself
        glBufferSubData(GL_ELEMENT_ARRAY_BUFFER, at, static_cast<GLsizeiptr>(indices.size_bytes()), indices.data());
    }
}

constexpr float k_far_error_mm[] = {4, 10}; // that the surface may leave the coarsest level by

// A third, then a ninth, of the coarsest level's triangles.
std::vector<geometry::Mesh> far_meshes(const anatomy::Atlas& atlas, int level) {
    constexpr float k_share[] = {0.33f, 0.11f};
    const auto step = static_cast<std::size_t>(level - anatomy::k_lod_count);
    std::vector<geometry::Mesh> out(atlas.structures.size());
    core::parallel_for(0, out.size(), [&](std::size_t i) {
        const geometry::Mesh& coarsest = anatomy::mesh_at(atlas.structures[i], anatomy::k_lod_count - 1);
        const auto wanted = static_cast<std::size_t>(k_share[step] * static_cast<float>(coarsest.triangle_count()));
        out[i] = geometry::simplified(coarsest, std::max<std::size_t>(wanted, 24), k_far_error_mm[step]);
    });
    return out;
}

} // namespace

// Fills a level's buffers mesh after mesh: what it has written it holds no more.
class MeshStore::LevelMaker {
public:
    explicit LevelMaker(std::size_t structures) : first_clusters_(structures), arrived_(structures) { level_.ranges.resize(structures); }

    bool has(std::size_t structure) const { return arrived_[structure]; }
    void add(std::size_t structure, PackedMesh mesh) {
        if (!waiting_.empty() && vertices_ + mesh.vertices.size() > k_chunk_vertices) write();
        arrived_[structure] = true;
        vertices_ += mesh.vertices.size(), indices_ += mesh.indices.size();
        waiting_.push_back({anatomy::StructureIndex(structure), std::move(mesh)});
    }
    Level finish() {
        write();
        for (std::size_t i = 0; i < level_.ranges.size(); ++i) // now that the list has stopped growing
            level_.ranges[i].clusters = std::span<const Cluster>(level_.clusters).subspan(first_clusters_[i].first, first_clusters_[i].second);
        return std::move(level_);
    }

private:
    void write() {
        if (waiting_.empty()) return;
        const Chunk& chunk = level_.chunks.emplace_back(make_chunk(vertices_, indices_));
        level_.bytes += vertices_ * sizeof(PackedVertex) + indices_ * chunk.index_bytes;
        std::size_t first_vertex = 0, first_index = 0;
        for (auto& [structure, part] : waiting_) {
            if (!part.indices.empty()) {
                glBufferSubData(GL_ARRAY_BUFFER, static_cast<GLintptr>(first_vertex * sizeof(PackedVertex)),
                                static_cast<GLsizeiptr>(part.vertices.size() * sizeof(PackedVertex)), part.vertices.data());
                fill_indices(first_index, part.indices, static_cast<std::uint32_t>(first_vertex), chunk.index_bytes);
            }
            MeshRange& range = level_.ranges[structure.value];
            range.vertex_array = chunk.vertex_array.id();
            range.index_type = chunk.index_bytes == sizeof(std::uint16_t) ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT;
            range.first_index = static_cast<std::uint32_t>(first_index);
            range.index_count = static_cast<std::uint32_t>(part.indices.size());
            range.bounds = part.bounds;
            range.joints = part.joints;
            range.edge_mm = part.edge_mm;
            range.bulge_mm = part.bulge_mm;
            first_clusters_[structure.value] = {level_.clusters.size(), part.clusters.size()};
            for (Cluster cluster : part.clusters) {
                cluster.first_index += range.first_index;
                level_.clusters.push_back(cluster);
            }
            first_vertex += part.vertices.size();
            first_index += part.indices.size();
            part = {};
        }
        describe_vertices();
        glBindVertexArray(0);
        waiting_.clear();
        vertices_ = indices_ = 0;
    }

    Level level_;
    std::vector<std::pair<std::size_t, std::size_t>> first_clusters_; // of each structure, and how many
    std::vector<bool> arrived_;
    std::vector<PackedPart> waiting_; // for the rest of their buffers
    std::size_t vertices_ = 0, indices_ = 0;
};

MeshStore::MeshStore() = default;
MeshStore::~MeshStore() = default;
MeshStore::MeshStore(MeshStore&&) noexcept = default;
MeshStore& MeshStore::operator=(MeshStore&&) noexcept = default;

MeshStore::Level MeshStore::make_level(const std::vector<const geometry::Mesh*>& meshes, std::unique_ptr<LevelMaker> begun) {
    LevelMaker maker = begun ? std::move(*begun) : LevelMaker(meshes.size());
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < meshes.size(); ++i)
        if (!maker.has(i)) missing.push_back(i);
    for (std::size_t first = 0; first < missing.size(); first += k_batch) { // a few at a time: no second copy of the whole in memory
        std::vector<PackedMesh> packed(std::min(k_batch, missing.size() - first));
        core::parallel_for(0, packed.size(), [&](std::size_t k) { packed[k] = pack_mesh(*meshes[missing[first + k]]); });
        for (std::size_t k = 0; k < packed.size(); ++k) maker.add(missing[first + k], std::move(packed[k]));
    }
    return maker.finish();
}

// Bound, its buffers without contents.
MeshStore::Chunk MeshStore::make_chunk(std::size_t vertices, std::size_t indices) {
    Chunk chunk{gl::VertexArray::make(), gl::Buffer::make(), gl::Buffer::make(), vertices <= k_chunk_vertices ? sizeof(std::uint16_t) : sizeof(std::uint32_t)};
    glBindVertexArray(chunk.vertex_array.id());
    glBindBuffer(GL_ARRAY_BUFFER, chunk.vertices.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices * sizeof(PackedVertex)), nullptr, GL_STATIC_DRAW);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, chunk.indices.id());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices * chunk.index_bytes), nullptr, GL_STATIC_DRAW);
    return chunk;
}

// Another atlas than before drops everything.
void MeshStore::follow(const anatomy::Atlas& atlas) {
    const std::uint64_t key = key_of(atlas);
    if (key == atlas_key_) return;
    for (auto& level : levels_) level.reset();
    for (auto& level : begun_) level.reset();
    overrides_.clear();
    atlas_key_ = key;
}

void MeshStore::upload_part(const anatomy::Atlas& atlas, int lod, std::vector<PackedPart> parts) {
    if (parts.empty()) return;
    follow(atlas);
    auto& level = begun_[static_cast<std::size_t>(glm::clamp(lod, 0, anatomy::k_lod_count - 1))];
    if (!level) level = std::make_unique<LevelMaker>(atlas.structures.size());
    for (auto& part : parts)
        if (part.structure.value < atlas.structures.size()) level->add(part.structure.value, std::move(part.mesh));
    core::return_free_memory(); // what they were is in the driver's hands now
}

void MeshStore::upload(const anatomy::Atlas& atlas, int lod) {
    follow(atlas);
    const int slot = glm::clamp(lod, 0, k_mesh_levels - 1);
    std::vector<const geometry::Mesh*> meshes;
    std::vector<geometry::Mesh> far;
    std::unique_ptr<LevelMaker> begun;
    if (slot < anatomy::k_lod_count) {
        for (const anatomy::Structure& s : atlas.structures) meshes.push_back(&anatomy::mesh_at(s, slot));
        begun = std::move(begun_[static_cast<std::size_t>(slot)]);
    } else {
        far = far_meshes(atlas, slot);
        for (const geometry::Mesh& mesh : far) meshes.push_back(&mesh);
    }
    auto& level = levels_[static_cast<std::size_t>(slot)] = make_level(meshes, std::move(begun));
    if (slot >= anatomy::k_lod_count) // flat parts have wide triangles that would not show; here the error decides as well
        for (MeshRange& range : level->ranges) range.edge_mm = std::max(range.edge_mm, 2 * k_far_error_mm[slot - anatomy::k_lod_count]);
    ++uploads_;
}

bool MeshStore::has(int lod) const {
    return lod >= 0 && lod < k_mesh_levels && levels_[static_cast<std::size_t>(lod)].has_value();
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
        kept[wanted.structure.value] = {make_level({wanted.mesh.get()}, nullptr), wanted.version};
        ++uploads_;
    }
    overrides_ = std::move(kept);
}

const MeshStore::Level* MeshStore::nearest_level(int lod) const {
    const Level* best = nullptr;
    int best_distance = k_mesh_levels + 1;
    for (int i = 0; i < k_mesh_levels; ++i)
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
