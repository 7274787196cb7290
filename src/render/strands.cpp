#include "render/strands.h"

#include <algorithm>
#include <cmath>

namespace dorsum::render {
namespace {

constexpr float k_middle = 0.5f; // of the course
constexpr float k_limit_mm = 2000;

// Neighbours of every vertex, as one array with offsets.
struct Neighbours {
    std::vector<std::uint32_t> first; // size + 1
    std::vector<std::uint32_t> other;
};

Neighbours find_neighbours(const geometry::Mesh& mesh) {
    Neighbours n;
    n.first.assign(mesh.positions.size() + 1, 0);
    for (const std::uint32_t v : mesh.indices) n.first[v + 1] += 2;
    for (std::size_t v = 1; v < n.first.size(); ++v) n.first[v] += n.first[v - 1];
    n.other.resize(n.first.back());
    std::vector<std::uint32_t> next(n.first.begin(), n.first.end() - 1);
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3)
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t v = mesh.indices[t + k];
            n.other[next[v]++] = mesh.indices[t + (k + 1) % 3];
            n.other[next[v]++] = mesh.indices[t + (k + 2) % 3];
        }
    return n;
}

// Vertices by their distance from the middle of the course (in 1/256 steps, nearest first).
std::vector<std::uint32_t> middle_first(const geometry::Mesh& mesh) {
    std::array<std::uint32_t, 258> start{};
    const auto bucket = [&](std::size_t v) {
        return static_cast<std::size_t>(std::clamp(std::abs(mesh.course[v].x - k_middle) * 512.0f, 0.0f, 256.0f));
    };
    for (std::size_t v = 0; v < mesh.course.size(); ++v) ++start[bucket(v) + 1];
    for (std::size_t b = 1; b < start.size(); ++b) start[b] += start[b - 1];
    std::vector<std::uint32_t> order(mesh.course.size());
    for (std::size_t v = 0; v < mesh.course.size(); ++v) order[start[bucket(v)]++] = static_cast<std::uint32_t>(v);
    return order;
}

// Fibre length in mm per unit of course, over the whole structure.
float fibre_length_mm(const geometry::Mesh& mesh) {
    float along = 0, course = 0;
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
        const std::uint32_t a = mesh.indices[t], b = mesh.indices[t + 1];
        along += std::abs(glm::dot(mesh.positions[b] - mesh.positions[a], mesh.fibres[a]));
        course += std::abs(mesh.course[b].x - mesh.course[a].x);
    }
    return course > 1e-4f ? along / course : 0.0f;
}

// Walks every fibre back to the middle section, a vertex at a time, outwards from the middle.
class Tracer {
public:
    explicit Tracer(const geometry::Mesh& mesh)
        : mesh_(mesh), neighbours_(find_neighbours(mesh)), length_mm_(fibre_length_mm(mesh)),
          seeds_(mesh.positions.size()), done_(mesh.positions.size(), false) {}

    std::vector<glm::vec3> trace() {
        for (const std::uint32_t v : middle_first(mesh_)) {
            seeds_[v] = seed_of(v);
            done_[v] = true;
        }
        return std::move(seeds_);
    }

private:
    glm::vec3 seed_of(std::uint32_t v) const {
        const glm::vec3 fibre = mesh_.fibres[v], here = mesh_.positions[v];
        const float to_middle = mesh_.course[v].x > k_middle ? -1.0f : 1.0f;
        glm::vec3 sum{0};
        float total = 0;
        for (std::uint32_t i = neighbours_.first[v]; i < neighbours_.first[v + 1]; ++i) {
            const std::uint32_t w = neighbours_.other[i];
            if (!done_[w]) continue;
            const glm::vec3 step = mesh_.positions[w] - here;
            const float length = glm::length(step), along = glm::dot(step, fibre) * to_middle;
            if (along < 0.3f * length || length < 1e-4f) continue;
            const float weight = along * along / (length * length * length);
            const glm::vec3 sideways = step - fibre * glm::dot(step, fibre);
            sum += weight * (seeds_[w] - sideways);
            total += weight;
        }
        if (total > 0) return sum / total;
        return here + fibre * ((k_middle - mesh_.course[v].x) * length_mm_); // nothing to walk to: straight on
    }

    const geometry::Mesh& mesh_;
    Neighbours neighbours_;
    float length_mm_;
    std::vector<glm::vec3> seeds_;
    std::vector<bool> done_;
};

// Flattens the seeds onto the plane across the mean fibre.
std::vector<glm::vec2> flatten(const std::vector<glm::vec3>& seeds, const geometry::Mesh& mesh) {
    glm::vec3 mean{0}, fibre{0};
    for (const glm::vec3& s : seeds) mean += s;
    mean /= static_cast<float>(seeds.size());
    for (std::size_t v = 0; v < seeds.size(); ++v)
        if (std::abs(mesh.course[v].x - k_middle) < 0.2f) fibre += mesh.fibres[v];
    fibre = glm::length(fibre) > 1e-4f ? glm::normalize(fibre) : glm::vec3(0, 1, 0);
    const glm::vec3 any = std::abs(fibre.x) < 0.8f ? glm::vec3(1, 0, 0) : glm::vec3(0, 0, 1);
    const glm::vec3 u = glm::normalize(glm::cross(fibre, any)), v = glm::cross(fibre, u);
    std::vector<glm::vec2> flat(seeds.size());
    const glm::vec2 limit(k_limit_mm);
    for (std::size_t i = 0; i < seeds.size(); ++i) {
        const glm::vec3 d = seeds[i] - mean;
        flat[i] = glm::clamp(glm::vec2(glm::dot(d, u), glm::dot(d, v)), -limit, limit);
    }
    return flat;
}

} // namespace

std::vector<glm::vec2> strand_coordinates(const geometry::Mesh& mesh) {
    const std::size_t count = mesh.positions.size();
    if (count == 0 || mesh.fibres.size() != count || mesh.course.size() != count) return {};
    return flatten(Tracer(mesh).trace(), mesh);
}

} // namespace dorsum::render
