// The faces of a cut on the GPU, all in one pair of buffers; uploaded again only when they differ.
#pragma once

#include "render/gl/handles.h"
#include "scene/frame.h"

#include <set>

namespace dorsum::render {

struct CapRange {
    anatomy::StructureIndex structure;
    scene::CapKind kind = scene::CapKind::bone;
    std::uint32_t first_index = 0, index_count = 0;
    const scene::DrawItem* item = nullptr; // of the frame that is drawn
};

class CapStore {
public:
    static CapStore make();
    // After this there are ranges where the camera sees the cut, and none where it looks from behind.
    void update(const scene::Frame& frame);
    const std::vector<CapRange>& shown() const { return shown_; }
    // The mesh has a hole at the cut: what lies within shows through.
    bool open(anatomy::StructureIndex structure) const { return open_.count(structure) != 0; }
    void bind() const;
    void draw(const CapRange& range) const;

private:
    void upload(const std::vector<scene::Cap>& caps);

    gl::VertexArray vertex_array_;
    gl::Buffer vertices_, indices_;
    std::vector<scene::Cap> uploaded_;
    std::vector<CapRange> ranges_, shown_;
    std::set<anatomy::StructureIndex> open_;
};

} // namespace dorsum::render
