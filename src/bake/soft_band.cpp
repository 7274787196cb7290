#include "bake/soft_band.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

namespace {

// Middle surface of a band, u across and v along, both 0..1.
class Sheet {
public:
    explicit Sheet(const Band& band) : band_(band) {}

    glm::vec3 at(float u, float v) const {
        const glm::vec3 middle = straight(0.5f, v);
        const float arch = 4 * v * (1 - v);
        const float narrowed = glm::mix(1.0f, band_.waist, arch);
        return middle + (straight(u, v) - middle) * narrowed + band_.bulge * arch;
    }
    glm::vec3 along(float u, float v) const { return glm::normalize(at(u, v + k_small) - at(u, v - k_small)); }
    glm::vec3 normal(float u, float v) const {
        return glm::normalize(glm::cross(at(u + k_small, v) - at(u - k_small, v), along(u, v)));
    }

private:
    static constexpr float k_small = 0.02f;

    static glm::vec3 on(const geometry::Polyline& line, float t) {
        // A little beyond the ends, straight on, so that slopes can be taken at the edges.
        if (t < 0) return line.front() + (geometry::point_at(line, 0.05f) - line.front()) * (t / 0.05f);
        if (t > 1) return line.back() + (geometry::point_at(line, 0.95f) - line.back()) * ((1 - t) / 0.05f);
        return geometry::point_at(line, t);
    }
    glm::vec3 straight(float u, float v) const { return glm::mix(on(band_.origin, u), on(band_.insertion, u), v); }

    const Band& band_;
};

void add_vertex(geometry::Mesh& mesh, const Sheet& sheet, const Band& band, float u, float v, float height) {
    mesh.positions.push_back(sheet.at(u, v) + sheet.normal(u, v) * height * band.thickness);
    mesh.fibres.push_back(sheet.along(u, v));
    mesh.course.push_back({v, 1});
}

// One loop round the band at v: over the front side and back along the other.
void add_loop(geometry::Mesh& mesh, const Sheet& sheet, const Band& band, float v) {
    for (int k = 0; k < 2 * band.across; ++k) {
        const bool back = k >= band.across;
        const float u = static_cast<float>(back ? 2 * band.across - k : k) / static_cast<float>(band.across);
        const float round = std::sqrt(std::max(0.0f, 1 - std::pow(2 * u - 1, 4.0f)));
        const float half = 0.5f * glm::mix(band.edge * 0.5f, 1.0f, round);
        add_vertex(mesh, sheet, band, u, v, back ? -half : half);
    }
}

void add_triangle(geometry::Mesh& mesh, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    mesh.indices.insert(mesh.indices.end(), {a, b, c});
}

void close_end(geometry::Mesh& mesh, const Band& band, bool far_end) {
    const auto loop = static_cast<std::uint32_t>(2 * band.across), n = static_cast<std::uint32_t>(band.across);
    const std::uint32_t base = far_end ? loop * static_cast<std::uint32_t>(band.along) : 0;
    // Front vertex k faces back vertex loop - k; the two edge vertices stand alone.
    const auto add = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        far_end ? add_triangle(mesh, base + a, base + c, base + b) : add_triangle(mesh, base + a, base + b, base + c);
    };
    for (std::uint32_t k = 0; k < n; ++k) {
        const std::uint32_t back = (loop - k) % loop, back_next = loop - k - 1;
        if (k > 0) add(k, back, back_next);
        if (k + 1 < n || back_next != k + 1) add(k, back_next, k + 1);
    }
}

} // namespace

geometry::Mesh mesh_of(const Band& band) {
    const Sheet sheet(band);
    geometry::Mesh mesh;
    for (int i = 0; i <= band.along; ++i) add_loop(mesh, sheet, band, static_cast<float>(i) / static_cast<float>(band.along));
    const auto loop = static_cast<std::uint32_t>(2 * band.across);
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(band.along); ++i)
        for (std::uint32_t k = 0; k < loop; ++k) {
            const std::uint32_t a = i * loop + k, b = i * loop + (k + 1) % loop;
            add_triangle(mesh, a, b, b + loop);
            add_triangle(mesh, a, b + loop, a + loop);
        }
    close_end(mesh, band, false);
    close_end(mesh, band, true);
    geometry::compute_normals(mesh);
    return mesh;
}

} // namespace dorsum::bake
