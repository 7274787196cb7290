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

scene::Frame warming_frame(bool seen_through) {
    using scene::Material;
    scene::Frame frame;
    frame.camera = {.eye_mm{0, 0, 300}, .far_mm = 1000};
    for (const Material material : seen_through ? std::vector{Material::fascia} : std::vector{Material::bone, Material::muscle}) {
        const anatomy::StructureIndex structure(frame.items.size());
        scene::DrawItem item{structure, material};
        item.opacity = seen_through ? 0.8f : 1.0f;
        frame.items.push_back(item);
        frame.overrides.push_back({structure, triangle(static_cast<float>(structure.value)), 1});
    }
    return frame;
}

} // namespace dorsum::render
