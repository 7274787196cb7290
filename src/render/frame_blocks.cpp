#include "render/frame_blocks.h"

#include "render/gl/api.h"
#include "render/item_look.h"
#include "scene/zone_palette.h"

#include <algorithm>

namespace dorsum::render {
namespace {

constexpr glm::vec4 k_haze_light{0.70f, 0.72f, 0.74f, 0}, k_haze_dark{0.38f, 0.40f, 0.43f, 0}; // display

constexpr std::array<gl::BlockBinding, 4> k_bindings{{{"FrameBlock", 0}, {"PaletteBlock", 1}, {"ZoneBlock", 2}, {"DentBlock", 3}}};

// The std140 layouts of shaders/frame.glsl, vertex.glsl and zones.glsl.
struct FrameData {
    glm::mat4 view_projection, view;
    glm::vec4 clip_plane, up_and_time, depth_terms, viewport, shift, haze, lines;
};
using PaletteData = std::array<glm::vec4, k_palette_joints * 3>;
struct ZoneData {
    std::array<glm::vec4, scene::k_max_zones> a, b;
    glm::ivec4 count;
    std::array<glm::vec4, 3> colours;
};
struct DentData {
    std::array<glm::vec4, scene::k_max_dents> place, depth;
};

FrameData frame_data(const scene::Frame& frame, const Viewport& viewport) {
    const float aspect = static_cast<float>(viewport.width) / static_cast<float>(viewport.height);
    const glm::mat4 view = frame.camera.view(), projection = frame.camera.projection(aspect);
    FrameData data;
    data.view_projection = projection * view;
    data.view = view;
    data.clip_plane = frame.clip_plane;
    data.up_and_time = glm::vec4(glm::vec3(view * glm::vec4(0, 1, 0, 0)), frame.time_s);
    data.depth_terms = {projection[3][2], projection[2][2], 1 / projection[0][0], 1 / projection[1][1]};
    data.viewport = {viewport.width, viewport.height, viewport.scale, frame.high_contrast ? 1.0f : 0.0f};
    data.shift = {-projection[2][0], -projection[2][1], glm::distance(frame.camera.eye_mm, frame.camera.target_mm), 0};
    const bool dark = frame.dark || frame.high_contrast;
    data.haze = dark ? k_haze_dark : k_haze_light;
    data.haze.w = frame.dark ? 1.0f : 0.0f;
    data.lines = {frame.lines.strength, frame.lines.width_px, 0, 0};
    return data;
}

PaletteData palette_data(const std::vector<glm::mat4>& palette) {
    PaletteData rows;
    for (std::size_t j = 0; j < k_palette_joints; ++j) {
        const glm::mat4 m = glm::transpose(j < palette.size() ? palette[j] : glm::mat4(1));
        for (std::size_t r = 0; r < 3; ++r) rows[j * 3 + r] = m[static_cast<int>(r)];
    }
    return rows;
}

ZoneData zone_data(const scene::Frame& frame) {
    ZoneData data{};
    data.count.x = std::clamp(frame.zone_count, 0, scene::k_max_zones);
    for (std::size_t i = 0; i < static_cast<std::size_t>(data.count.x); ++i) {
        const scene::FrameZone& zone = frame.zones[i];
        data.a[i] = glm::vec4(zone.a_mm, std::max(zone.radius_mm, 0.1f));
        data.b[i] = glm::vec4(zone.b_mm, std::clamp(zone.grade, 1.0f, 3.0f) + 10.0f * static_cast<float>(zone.paint));
    }
    for (std::size_t grade = 0; grade < data.colours.size(); ++grade)
        data.colours[grade] = glm::vec4(linear(scene::k_zone_colours[grade]), 1);
    return data;
}

DentData dent_data(const scene::Frame& frame) {
    DentData data{};
    for (std::size_t i = 0; i < scene::k_max_dents; ++i) {
        const auto dent = i < frame.dents.size() ? frame.dents[i] : scene::Dent{};
        data.place[i] = glm::vec4(dent.centre_mm, std::max(dent.radius_mm, 1.0f));
        data.depth[i] = glm::vec4(dent.depth_mm, dent.shade, 0, 0);
    }
    return data;
}

template <class T> void fill(const gl::Buffer& buffer, unsigned point, const T& data) {
    glBindBuffer(GL_UNIFORM_BUFFER, buffer.id());
    glBufferData(GL_UNIFORM_BUFFER, sizeof(T), &data, GL_DYNAMIC_DRAW);
    glBindBufferBase(GL_UNIFORM_BUFFER, point, buffer.id());
}

} // namespace

FrameBlocks FrameBlocks::make() {
    FrameBlocks blocks;
    blocks.frame_ = gl::Buffer::make();
    blocks.palette_ = gl::Buffer::make();
    blocks.zones_ = gl::Buffer::make();
    blocks.dents_ = gl::Buffer::make();
    return blocks;
}

void FrameBlocks::update(const scene::Frame& frame, const Viewport& viewport) {
    fill(frame_, 0, frame_data(frame, viewport));
    fill(palette_, 1, palette_data(frame.palette));
    fill(zones_, 2, zone_data(frame));
    if (!frame.dents.empty()) fill(dents_, 3, dent_data(frame));
}

std::span<const gl::BlockBinding> FrameBlocks::bindings() {
    return k_bindings;
}

bool at_rest(const std::vector<glm::mat4>& palette) {
    return std::all_of(palette.begin(), palette.end(), [](const glm::mat4& m) { return m == glm::mat4(1); });
}

} // namespace dorsum::render
