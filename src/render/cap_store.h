// The faces of a cut on the GPU, all in one pair of buffers; uploaded again only when they differ.
#pragma once

#include "render/gl/stream_mesh.h"
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
    const std::set<anatomy::StructureIndex>& open() const { return open_; }
    // The mesh has a hole at the cut: what lies within shows through.
    bool open(anatomy::StructureIndex structure) const { return open_.count(structure) != 0; }
    void bind() const { mesh_.bind(); }
    void draw(const CapRange& range) const { mesh_.draw(range.first_index, range.index_count); }

private:
    void upload(std::vector<scene::Cap> caps);

    gl::StreamMesh mesh_;
    std::vector<scene::Cap> uploaded_;
    std::vector<CapRange> ranges_, shown_;
    std::set<anatomy::StructureIndex> open_;
};

} // namespace dorsum::render
