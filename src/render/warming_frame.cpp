#include "render/warming_frame.h"

namespace dorsum::render {
namespace {

std::shared_ptr<const geometry::Mesh> triangle(float z_mm) {
    auto mesh = std::make_shared<geometry::Mesh>();
    mesh->positions = {{-50, -50, z_mm}, {50, -50, z_mm}, {0, 50, z_mm}};
    mesh->normals.assign(3, {0, 0, 1});
    mesh->fibres.assign(3, {0, 1, 0});
    mesh->indices = {0, 1, 2};
    return mesh;
}

} // namespace

scene::Frame warming_frame(scene::Material material, float opacity) {
    scene::Frame frame;
    frame.camera = {.eye_mm{0, 0, 300}, .far_mm = 1000};
    const anatomy::StructureIndex structure(0);
    scene::DrawItem item{structure, material};
    item.opacity = opacity;
    frame.items.push_back(item);
    frame.overrides.push_back({structure, triangle(0), 1});
    return frame;
}

scene::Frame cut_open(scene::Frame warming) {
    warming.clip_plane = {glm::normalize(glm::vec3(1, 0, -1)), 0}; // through the triangle, its face towards the camera
    auto face = std::make_shared<scene::CapShape>();
    face->vertices = {{{-20, -20, -20}}, {{20, -20, 20}}, {{0, 20, 0}}};
    face->indices = {0, 1, 2};
    warming.caps.push_back({warming.items[0].structure, scene::CapKind::muscle, face});
    return warming;
}

scene::OverlayMesh warming_sign() {
    const auto mesh = triangle(1);
    scene::OverlayMesh sign;
    sign.positions = mesh->positions;
    sign.normals = mesh->normals;
    sign.colours.assign(sign.positions.size(), glm::vec4(1));
    sign.indices = mesh->indices;
    sign.always_visible = true;
    return sign;
}

} // namespace dorsum::render
