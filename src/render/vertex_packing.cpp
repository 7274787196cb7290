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

glm::vec3 unpack_direction(std::uint32_t packed) {
    const auto axis = [&](int shift) {
        const auto bits = static_cast<int>(packed >> shift & 0x3ffu);
        return std::max(static_cast<float>(bits > 511 ? bits - 1024 : bits) / 511.0f, -1.0f);
    };
    const glm::vec3 v(axis(0), axis(10), axis(20));
    return glm::length(v) > 1e-4f ? glm::normalize(v) : glm::vec3(0, 0, 1);
}

// Two directions across the normal that follow from it alone.
std::pair<glm::vec3, glm::vec3> across(glm::vec3 n) {
    const glm::vec3 u = glm::normalize(std::abs(n.y) < 0.8f ? glm::vec3(n.z, 0, -n.x) : glm::vec3(0, -n.z, n.y));
    return {u, glm::cross(n, u)};
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

std::uint8_t pack_fibre(glm::vec3 fibre, std::uint32_t packed_normal) {
    const auto [u, v] = across(unpack_direction(packed_normal));
    const float x = glm::dot(fibre, u), y = glm::dot(fibre, v);
    if (x * x + y * y < 1e-6f) return 1; // straight out of the surface: any direction
    // Once round the square |x| + |y| = 1, from x = 1 over y = 1 and x = -1.
    const float side = x / (std::abs(x) + std::abs(y)), turn = y >= 0 ? 1 - side : 3 + side; // 0 .. 4
    return static_cast<std::uint8_t>(1 + static_cast<int>(std::lround(turn * (255.0f / 4))) % 255);
}

glm::vec3 unpack_fibre(std::uint8_t turn, std::uint32_t packed_normal) {
    const auto [u, v] = across(unpack_direction(packed_normal));
    const float around = static_cast<float>(turn - 1) * (4.0f / 255);
    const float x = std::abs(around - 2) - 1, y = (1 - std::abs(x)) * (around < 2 ? 1.0f : -1.0f);
    return glm::normalize(u * x + v * y);
}

std::vector<float> convexity(const geometry::Mesh& mesh) {
    constexpr float k_full_per_mm = 0.16f; // curvature of a rounded tip some 6 mm wide
    const std::size_t count = mesh.positions.size();
    std::vector<float> sum(count, 0), samples(count, 0);
    for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
        const std::uint32_t a = mesh.indices[i], b = mesh.indices[i % 3 == 2 ? i - 2 : i + 1];
        const glm::vec3 edge = mesh.positions[b] - mesh.positions[a];
        const float squared = glm::dot(edge, edge);
        if (squared < 1e-6f) continue;
        const float curvature = glm::dot(mesh.normals[b] - mesh.normals[a], edge) / squared;
        sum[a] += curvature, sum[b] += curvature;
        samples[a] += 1, samples[b] += 1;
    }
    for (std::size_t v = 0; v < count; ++v)
        sum[v] = 0.5f + 0.5f * std::clamp(sum[v] / std::max(samples[v], 1.0f) / k_full_per_mm, -1.0f, 1.0f);
    return sum;
}

std::vector<float> within_border(const geometry::Mesh& mesh) {
    constexpr float k_breadth_mm = 22, k_turned = 0.3f; // of the border; cosine of two ends of an edge that goes round it
    constexpr float k_origin = 0.04f;                   // share of the course that is held
    const std::size_t count = mesh.positions.size();
    std::vector<float> away_mm(count, k_breadth_mm);
    std::vector<std::array<std::uint32_t, 2>> edges;
    for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
        const std::uint32_t a = mesh.indices[i], b = mesh.indices[i % 3 == 2 ? i - 2 : i + 1];
        if (a < b) edges.push_back({a, b});
        if (glm::dot(mesh.normals[a], mesh.normals[b]) > k_turned) continue;
        for (const auto v : {a, b})
            if (mesh.course[v].x > k_origin) away_mm[v] = 0;
    }
    for (bool nearer = true; nearer;) { // a few rounds: the border is a few edges broad
        nearer = false;
        for (const auto [a, b] : edges) {
            const float length = glm::distance(mesh.positions[a], mesh.positions[b]);
            if (away_mm[a] > away_mm[b] + length) away_mm[a] = away_mm[b] + length, nearer = true;
            if (away_mm[b] > away_mm[a] + length) away_mm[b] = away_mm[a] + length, nearer = true;
        }
    }
    for (auto& v : away_mm) v = glm::smoothstep(0.0f, k_breadth_mm, v);
    return away_mm;
}

void append_packed(const geometry::Mesh& mesh, std::vector<PackedVertex>& out) {
    const std::size_t count = mesh.positions.size();
    const std::vector<glm::vec2> strands = strand_coordinates(mesh);
    const bool has_course = mesh.course.size() == count, has_skin = mesh.skin.size() == count;
    const bool has_normals = mesh.normals.size() == count, has_occlusion = mesh.occlusion.size() == count;
    const bool sheet = has_course && has_normals && std::all_of(mesh.course.begin(), mesh.course.end(), [](glm::vec2 c) { return c.y > 0.5f; });
    const std::vector<float> within = sheet ? within_border(mesh) : std::vector<float>();
    const std::vector<float> relief = !has_course && has_normals ? convexity(mesh) : std::vector<float>();
    for (std::size_t v = 0; v < count; ++v) {
        PackedVertex packed{};
        packed.position = {mesh.positions[v].x, mesh.positions[v].y, mesh.positions[v].z};
        packed.normal = pack_direction(has_normals ? mesh.normals[v] : glm::vec3(0, 0, 1));
        if (!strands.empty()) packed.strand = {strand_units(strands[v].x), strand_units(strands[v].y)};
        packed.fibre = strands.empty() ? 0 : pack_fibre(mesh.fibres[v], packed.normal);
        packed.occlusion = byte_of(has_occlusion ? mesh.occlusion[v] : 1.0f);
        packed.tendon = byte_of(sheet ? within[v] : has_course ? mesh.course[v].y : 0.0f);
        packed.course = byte_of(has_course ? mesh.course[v].x : relief.empty() ? 0.5f : relief[v]);
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
