#include "render/strands.h"
#include "render/vertex_packing.h"

#include <cmath>
#include <gtest/gtest.h>

namespace dorsum::render {
namespace {

TEST(Packing, WeightsAlwaysSumToOne) {
    for (const auto& weights :
         {std::array<float, 4>{0.25f, 0.25f, 0.25f, 0.25f}, std::array<float, 4>{1, 0, 0, 0},
          std::array<float, 4>{0.333f, 0.333f, 0.334f, 0}, std::array<float, 4>{0.501f, 0.498f, 0.001f, 0}}) {
        const auto packed = pack_weights({{0, 1, 2, 3}, weights});
        EXPECT_EQ(packed[0] + packed[1] + packed[2] + packed[3], 255);
    }
}

TEST(Packing, KnowsWhichJointsMoveAMesh) {
    geometry::Mesh mesh;
    mesh.skin = {{{3, 9, 0, 0}, {0.5f, 0.5f, 0, 0}}, {{40, 0, 0, 0}, {1, 0, 0, 0}}};
    EXPECT_EQ(joints_used(mesh), std::uint64_t{1} << 3 | std::uint64_t{1} << 9 | std::uint64_t{1} << 40);
}

TEST(Packing, AFibreComesBackAsItWas) {
    for (int i = 0; i < 400; ++i) {
        const float a = 0.37f * float(i), b = 1.1f * float(i);
        const glm::vec3 normal(std::cos(a) * std::cos(b), std::sin(b), std::sin(a) * std::cos(b));
        const glm::vec3 any = std::abs(normal.x) < 0.7f ? glm::vec3(1, 0, 0) : glm::vec3(0, 0, 1);
        const glm::vec3 fibre = glm::normalize(glm::cross(normal, any + 0.3f * glm::vec3(0, std::sin(b), 0)));
        const std::uint32_t packed = pack_direction(normal);
        const std::uint8_t turn = pack_fibre(fibre, packed);
        EXPECT_GT(turn, 0);
        EXPECT_GT(glm::dot(unpack_fibre(turn, packed), fibre), 0.999f) << "within 2.5 degrees, the right way round";
    }
}

TEST(Packing, KnowsRidgesFromHollows) {
    geometry::Mesh ball;
    for (int sign : {1, -1}) { // a ball of radius 8, and one seen from inside
        ball = {};
        for (int i = 0; i <= 12; ++i)
            for (int j = 0; j < 24; ++j) {
                const float t = 3.1415926f * float(i) / 12, p = 6.2831853f * float(j) / 24;
                const glm::vec3 out(std::sin(t) * std::cos(p), std::cos(t), std::sin(t) * std::sin(p));
                ball.positions.push_back(8.0f * out);
                ball.normals.push_back(float(sign) * out);
            }
        for (std::uint32_t i = 0; i < 12; ++i)
            for (std::uint32_t j = 0; j < 24; ++j)
                for (const std::uint32_t v : {i * 24 + j, (i + 1) * 24 + j, i * 24 + (j + 1) % 24}) ball.indices.push_back(v);
        const auto relief = convexity(ball);
        const float middle = relief[6 * 24 + 3];
        if (sign > 0) EXPECT_GT(middle, 0.8f);
        else EXPECT_LT(middle, 0.2f);
    }
}

// A fan: fibres run from the origin outwards between 100 and 300 mm, spread over 60 degrees.
geometry::Mesh fan() {
    geometry::Mesh mesh;
    constexpr std::uint32_t along = 41, across = 25;
    for (std::uint32_t i = 0; i < along; ++i)
        for (std::uint32_t j = 0; j < across; ++j) {
            const float t = float(i) / (along - 1), angle = float(j) / (across - 1) * 1.047f;
            const glm::vec3 out(std::cos(angle), std::sin(angle), 0);
            mesh.positions.push_back(out * (100 + 200 * t));
            mesh.normals.emplace_back(0, 0, 1);
            mesh.fibres.push_back(out);
            mesh.course.emplace_back(t, 0);
        }
    for (std::uint32_t i = 0; i + 1 < along; ++i)
        for (std::uint32_t j = 0; j + 1 < across; ++j) {
            const std::uint32_t a = i * across + j, b = a + 1, c = a + across, d = c + 1;
            for (const std::uint32_t k : {a, c, b, b, c, d}) mesh.indices.push_back(k);
        }
    return mesh;
}

TEST(Strands, StayWithOneFibreFromEndToEnd) {
    const geometry::Mesh mesh = fan();
    const auto strands = strand_coordinates(mesh);
    ASSERT_EQ(strands.size(), mesh.positions.size());
    const float width = glm::distance(strands[20 * 25], strands[20 * 25 + 24]); // of the middle section
    for (std::size_t j = 2; j < 23; ++j)
        EXPECT_LT(glm::distance(strands[j], strands[40 * 25 + j]), width * 0.05f) << "fibre " << j;
}

TEST(Strands, TellNeighbouringFibresApart) {
    const auto strands = strand_coordinates(fan());
    for (std::size_t row : {std::size_t{0}, std::size_t{20}, std::size_t{40}})
        for (std::size_t j = 0; j + 1 < 25; ++j)
            EXPECT_GT(glm::distance(strands[row * 25 + j], strands[row * 25 + j + 1]), 3.0f);
}

TEST(Strands, AreAbsentWithoutFibres) {
    geometry::Mesh mesh = fan();
    mesh.fibres.clear();
    EXPECT_TRUE(strand_coordinates(mesh).empty());
}

} // namespace
} // namespace dorsum::render
