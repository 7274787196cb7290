#include "fixture.h"

#include <algorithm>
#include <cmath>
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

namespace dorsum::render::test {
namespace {

void add_quad(geometry::Mesh& mesh, glm::vec3 centre, glm::vec3 normal, glm::vec3 u, glm::vec3 v, std::uint8_t joint) {
    const auto base = static_cast<std::uint32_t>(mesh.positions.size());
    for (const glm::vec2 c : {glm::vec2(-1, -1), glm::vec2(1, -1), glm::vec2(1, 1), glm::vec2(-1, 1)}) {
        mesh.positions.push_back(centre + c.x * u + c.y * v);
        mesh.normals.push_back(normal);
        mesh.skin.push_back({{joint, 0, 0, 0}, {1, 0, 0, 0}});
    }
    for (const std::uint32_t i : {0u, 1u, 2u, 0u, 2u, 3u}) mesh.indices.push_back(base + i);
}

// Lies along x from -length/2 to +length/2; fibres along it, tendon at both ends.
geometry::Mesh tube(glm::vec3 centre, float length, float radius) {
    constexpr std::uint32_t rings = 33, sides = 24;
    geometry::Mesh mesh;
    for (std::uint32_t r = 0; r < rings; ++r)
        for (std::uint32_t s = 0; s < sides; ++s) {
            const float t = static_cast<float>(r) / (rings - 1), angle = 6.2831853f * static_cast<float>(s) / sides;
            const float swell = radius * (0.25f + 0.75f * std::sin(3.1415926f * t));
            const glm::vec3 out(0, std::cos(angle), std::sin(angle));
            mesh.positions.push_back(centre + glm::vec3(length * (t - 0.5f), 0, 0) + swell * out);
            mesh.normals.push_back(out);
            mesh.fibres.emplace_back(1, 0, 0);
            mesh.course.emplace_back(t, glm::smoothstep(0.3f, 0.5f, std::abs(t - 0.5f)));
            mesh.skin.push_back({{1, 0, 0, 0}, {1, 0, 0, 0}});
        }
    for (std::uint32_t r = 0; r + 1 < rings; ++r)
        for (std::uint32_t s = 0; s < sides; ++s) {
            const std::uint32_t a = r * sides + s, b = r * sides + (s + 1) % sides, c = a + sides, d = b + sides;
            for (const std::uint32_t i : {a, b, c, c, b, d}) mesh.indices.push_back(i);
        }
    return mesh;
}

anatomy::Structure structure(const std::string& id, geometry::Mesh mesh, anatomy::Tissue tissue) {
    anatomy::Structure s;
    s.terms.id = id;
    s.terms.tissue = tissue;
    s.bounds = geometry::bounds_of(mesh);
    s.lods[0] = std::move(mesh);
    return s;
}

} // namespace

geometry::Mesh box(glm::vec3 centre, glm::vec3 half, std::uint8_t joint) {
    geometry::Mesh mesh;
    for (int axis = 0; axis < 3; ++axis)
        for (const float sign : {-1.0f, 1.0f}) {
            glm::vec3 normal(0), u(0), v(0);
            normal[axis] = sign;
            u[(axis + 1) % 3] = half[(axis + 1) % 3];
            v[(axis + 2) % 3] = half[(axis + 2) % 3] * sign; // keeps the turn counter-clockwise from outside
            add_quad(mesh, centre + normal * half[axis], normal, u, v, joint);
        }
    return mesh;
}

anatomy::Atlas made_up_atlas() {
    anatomy::Atlas atlas;
    atlas.name = "made up";
    const glm::vec3 half(40);
    atlas.structures.push_back(structure("box.left", box({100, 0, 0}, half, 1), anatomy::Tissue::bone));
    atlas.structures.push_back(structure("box.right", box({-100, 0, 0}, half, 2), anatomy::Tissue::disc));
    atlas.structures.push_back(structure("box.back", box({125, 0, 200}, half, 2), anatomy::Tissue::ligament));
    atlas.structures.push_back(structure("tube", tube({0, -120, 0}, 280, 35), anatomy::Tissue::muscle));
    atlas.structures.push_back(structure("shell", box({0, 0, 0}, glm::vec3(220), 0), anatomy::Tissue::skin));
    for (std::size_t i = 0; i < atlas.structures.size(); ++i) {
        atlas.by_id[atlas.structures[i].terms.id] = anatomy::StructureIndex(i);
        atlas.bounds.add(atlas.structures[i].bounds);
    }
    return atlas;
}

scene::Frame made_up_frame() {
    scene::Frame frame;
    frame.camera.eye_mm = {0, 0, -900};
    frame.camera.near_mm = 100;
    frame.camera.far_mm = 3000;
    const scene::Material materials[] = {scene::Material::bone, scene::Material::disc, scene::Material::ligament,
                                         scene::Material::muscle};
    for (std::size_t i = 0; i < 4; ++i) {
        scene::DrawItem item;
        item.structure = anatomy::StructureIndex(i);
        item.material = materials[i];
        frame.items.push_back(item);
    }
    frame.palette.assign(57, glm::mat4(1));
    return frame;
}

void RendererTest::SetUp() {
    auto context = platform::HeadlessContext::make();
    ASSERT_TRUE(context) << context.error().text();
    context_ = std::move(context).value();
    auto renderer = Renderer::make(context_->loader(), shader_folder());
    ASSERT_TRUE(renderer) << renderer.error().text();
    renderer_ = std::move(renderer).value();
    renderer_->upload(made_up_atlas(), 0);
}

Image RendererTest::draw(const scene::Frame& frame, const Quality& quality) {
    return renderer_->draw_to_image(frame, quality, k_width, k_height);
}

IdImage RendererTest::ids(const scene::Frame& frame) {
    return renderer_->draw_ids(frame, k_width, k_height);
}

Extent extent_of(const std::vector<std::uint32_t>& ids, int width, std::uint32_t id) {
    Extent extent;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i] != id) continue;
        const int x = static_cast<int>(i) % width, y = static_cast<int>(i) / width;
        ++extent.count;
        extent.left = std::min(extent.left, x);
        extent.right = std::max(extent.right, x);
        extent.top = std::min(extent.top, y);
        extent.bottom = std::max(extent.bottom, y);
        extent.centre_x += x + 0.5;
        extent.centre_y += y + 0.5;
    }
    if (extent.count > 0) {
        extent.centre_x /= extent.count;
        extent.centre_y /= extent.count;
    }
    return extent;
}

glm::vec2 pixel_of(const scene::Frame& frame, glm::vec3 world_mm, int width, int height) {
    const float aspect = static_cast<float>(width) / static_cast<float>(height);
    const glm::vec4 p = frame.camera.projection(aspect) * frame.camera.view() * glm::vec4(world_mm, 1);
    return (glm::vec2(p.x, -p.y) / p.w * 0.5f + 0.5f) * glm::vec2(width, height);
}

std::vector<bool> differing(const Image& a, const Image& b, int tolerance) {
    std::vector<bool> mask(a.rgba.size() / 4, false);
    for (std::size_t i = 0; i < a.rgba.size(); ++i)
        if (std::abs(int(a.rgba[i]) - int(b.rgba[i])) > tolerance) mask[i / 4] = true;
    return mask;
}

int count(const std::vector<bool>& mask) {
    return static_cast<int>(std::count(mask.begin(), mask.end(), true));
}

std::filesystem::path shader_folder() {
    return std::filesystem::path(DORSUM_SOURCE_DIR) / "shaders";
}

void save(const Image& image, const std::string& name) {
    const auto folder = std::filesystem::path(DORSUM_BUILD_DIR) / "pictures";
    std::filesystem::create_directories(folder);
    stbi_write_png((folder / (name + ".png")).c_str(), image.width, image.height, 4, image.rgba.data(),
                   image.width * 4);
}

} // namespace dorsum::render::test
