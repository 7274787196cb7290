// The meshes on the GPU: per level of detail some pairs of vertex and index buffers, each with the ranges of many structures, and a small
// pair per override. Indices have two bytes: a pair ends where its vertices cannot be counted so; where one mesh alone has more, four.
#pragma once

#include "render/gl/handles.h"
#include "render/renderer.h"
#include "scene/frame.h"

#include <map>
#include <memory>
#include <optional>
#include <span>

namespace dorsum::render {

// The atlas's own levels, and two far ones made from its coarsest for bodies that are small on the screen.
inline constexpr int k_mesh_levels = k_levels;

// What a draw call needs to know about one structure.
struct MeshRange {
    unsigned vertex_array = 0;
    unsigned index_type = 0; // as glDrawElements takes it
    std::uint32_t first_index = 0, index_count = 0;
    geometry::Bounds bounds;  // rest
    std::uint64_t joints = 0; // which joints move it
    float edge_mm = 0;        // mean width of its triangles
    float bulge_mm = 0;       // how far they lie from the surface that they stand for
    std::span<const Cluster> clusters; // in the order of its indices; first_index counts from the start of the buffer
};

class MeshStore {
public:
    MeshStore();
    ~MeshStore();
    MeshStore(MeshStore&&) noexcept;
    MeshStore& operator=(MeshStore&&) noexcept;

    // lod: 0 .. k_mesh_levels - 1. Another atlas than before drops everything first. What came by upload_part is not packed again.
    void upload(const anatomy::Atlas& atlas, int lod);
    // Some structures of a level of the atlas's own that another thread packs: seen when it is uploaded.
    void upload_part(const anatomy::Atlas& atlas, int lod, std::vector<PackedPart> parts);
    bool has(int lod) const;

    // Uploads overrides whose version is new and forgets those that the frame no longer has.
    void follow_overrides(const std::vector<scene::MeshOverride>& overrides);

    // The override, else the range at that level or the nearest one there is; no indices where nothing can be drawn.
    MeshRange range(anatomy::StructureIndex structure, int lod) const;

    std::size_t uploads() const { return uploads_; }
    std::size_t bytes() const;

private:
    struct Chunk {
        gl::VertexArray vertex_array;
        gl::Buffer vertices, indices;
        std::size_t index_bytes; // of one
    };
    struct Level {
        std::vector<Chunk> chunks;
        std::vector<MeshRange> ranges;
        std::vector<Cluster> clusters;
        std::size_t bytes = 0;
    };
    struct Override {
        Level level;
        std::uint64_t version = 0;
    };
    static Chunk make_chunk(std::size_t vertices, std::size_t indices);
    class LevelMaker;
    void follow(const anatomy::Atlas& atlas);
    static Level make_level(const std::vector<const geometry::Mesh*>& meshes, std::unique_ptr<LevelMaker> begun);
    const Level* nearest_level(int lod) const;

    std::array<std::optional<Level>, k_mesh_levels> levels_;
    std::array<std::unique_ptr<LevelMaker>, anatomy::k_lod_count> begun_; // on their way
    std::map<std::uint32_t, Override> overrides_; // by structure
    std::uint64_t atlas_key_ = 0;
    std::size_t uploads_ = 0;
};

} // namespace dorsum::render
