#include "render/vertex_packing.h"

#include "render/strands.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dorsum::render {
namespace {

std::uint8_t byte_of(float unit) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(unit, 0.0f, 1.0f) * 255.0f));
}

std::int16_t strand_units(float mm) {
    return static_cast<std::int16_t>(std::lround(std::clamp(mm * k_strand_units_per_mm, -32767.0f, 32767.0f)));
}

} // namespace

std::uint32_t pack_direction(glm::vec3 unit) {
    const auto ten_bits = [](float v) {
        return static_cast<std::uint32_t>(std::lround(std::clamp(v, -1.0f, 1.0f) * 511.0f)) & 0x3ffu;
    };
    return ten_bits(unit.x) | ten_bits(unit.y) << 10 | ten_bits(unit.z) << 20;
}

std::array<std::uint8_t, 4> pack_weights(const geometry::SkinWeights& skin) {
    std::array<std::uint8_t, 4> packed{};
    for (std::size_t i = 0; i < packed.size(); ++i) packed[i] = byte_of(skin.weights[i]);
    const int sum = std::accumulate(packed.begin(), packed.end(), 0);
    auto& largest = *std::max_element(packed.begin(), packed.end());
    largest = static_cast<std::uint8_t>(std::clamp(largest + 255 - sum, 0, 255));
    return packed;
}

void append_packed(const geometry::Mesh& mesh, std::vector<PackedVertex>& out) {
    const std::size_t count = mesh.positions.size();
    const std::vector<glm::vec2> strands = strand_coordinates(mesh);
    const bool has_course = mesh.course.size() == count, has_skin = mesh.skin.size() == count;
    const bool has_normals = mesh.normals.size() == count, has_occlusion = mesh.occlusion.size() == count;
    for (std::size_t v = 0; v < count; ++v) {
        PackedVertex packed{};
        packed.position = {mesh.positions[v].x, mesh.positions[v].y, mesh.positions[v].z};
        packed.normal = pack_direction(has_normals ? mesh.normals[v] : glm::vec3(0, 0, 1));
        if (!strands.empty()) packed.strand = {strand_units(strands[v].x), strand_units(strands[v].y)};
        packed.fibrous = strands.empty() ? 0 : 255;
        packed.occlusion = byte_of(has_occlusion ? mesh.occlusion[v] : 1.0f);
        packed.tendon = byte_of(has_course ? mesh.course[v].y : 0.0f);
        packed.course = byte_of(has_course ? mesh.course[v].x : 0.0f);
        const geometry::SkinWeights skin = has_skin ? mesh.skin[v] : geometry::SkinWeights{};
        packed.joints = skin.joints;
        packed.weights = pack_weights(skin);
        out.push_back(packed);
    }
}

std::uint64_t joints_used(const geometry::Mesh& mesh) {
    if (mesh.skin.empty()) return 1;
    std::uint64_t used = 0;
    for (const geometry::SkinWeights& skin : mesh.skin)
        for (std::size_t i = 0; i < skin.joints.size(); ++i)
            if (skin.weights[i] > 0) used |= std::uint64_t{1} << (skin.joints[i] & 63u);
    return used;
}

} // namespace dorsum::render
