// Fibres run as the table of muscles says (shared/facts/anatomy.md, section 4): measured on every vertex of the bellies.
#include "bench.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace dorsum::rules {
namespace {

constexpr double k_tolerance_deg = 20;
constexpr double k_share_of_one = 0.5, k_share_of_all = 0.9; // of the bellies' surface
constexpr double k_seen = 0.3;   // a fibre that runs front to back has no course in the coronal plane

struct Course {
    const char* name;
    double from_deg, to_deg; // to the vertical in the coronal plane; two values where the table gives a range or several parts
    int up, lateral;         // sign of the course from origin to insertion
    bool fan = false;        // spreads or is feathered: only the mean course has an angle
};

const Course k_table[] = {
    {"trapezius_descending", 33, 74, -1, 1},
    {"trapezius_transverse", 74, 90, -1, 1},
    {"trapezius_ascending", 17, 69, 1, 1},
    {"latissimus_dorsi", 12, 63, 1, 1},
    {"rhomboid_major", 53, 57, -1, 1},
    {"rhomboid_minor", 42, 42, -1, 1},
    {"levator_scapulae", 19, 37, -1, 1},
    {"serratus_posterior_superior", 57, 64, -1, 1},
    {"serratus_posterior_inferior", 53, 56, 1, 1},
    {"splenius_capitis", 17, 24, 1, 1},
    {"splenius_colli", 10, 10, 1, 1},
    {"iliocostalis_lumborum_lumbar", 5, 9, 1, 1},
    {"iliocostalis_lumborum_thoracic", 9, 9, 1, 1},
    {"iliocostalis_thoracis", 0, 0, 1, 1},
    {"iliocostalis_colli", 14, 14, 1, -1},
    {"longissimus_thoracis_lumbar", 5, 10, 1, 1},
    {"longissimus_thoracis_thoracic", 5, 5, 1, 1},
    {"longissimus_colli", 0, 5, 1, 1},
    {"longissimus_capitis", 8, 8, 1, 1},
    {"spinalis_thoracis", 0, 0, 1, 1},
    {"spinalis_colli", 0, 0, 1, 1},
    {"spinalis_capitis", 0, 0, 1, 1},
    {"semispinalis_thoracis", 15, 19, 1, -1},
    {"semispinalis_colli", 15, 20, 1, -1},
    {"semispinalis_capitis", 4, 10, 1, -1},
    {"multifidus_lumborum_l1", 13, 50, 1, -1},
    {"multifidus_lumborum_l2", 13, 50, 1, -1},
    {"multifidus_lumborum_l3", 13, 50, 1, -1},
    {"multifidus_lumborum_l4", 13, 50, 1, -1},
    {"multifidus_lumborum_l5", 13, 50, 1, -1},
    {"multifidus_thoracis", 20, 30, 1, -1},
    {"multifidus_colli", 20, 30, 1, -1},
    {"rotatores_thoracis", 45, 90, 1, -1},
    {"interspinales_colli", 0, 0, 1, 1},
    {"interspinales_thoracis", 0, 0, 1, 1},
    {"interspinales_lumborum", 0, 0, 1, 1},
    {"intertransversarii_lumborum_laterales", 0, 0, 1, 1},
    {"intertransversarii_lumborum_mediales", 0, 0, 1, 1},
    {"levatores_costarum_breves", 40, 50, -1, 1},
    {"levatores_costarum_longi", 40, 50, -1, 1},
    {"quadratus_lumborum", 27, 34, 1, -1},
    {"psoas_major", 12, 15, -1, 1},
    {"gluteus_maximus", 32, 45, -1, 1},
    {"gluteus_medius", 20, 20, -1, 1, true},
    {"gluteus_minimus", 20, 20, -1, 1, true},
    {"piriformis", 59, 63, -1, 1},
    {"obturator_internus", 75, 80, 1, 1, true},
    {"gemellus_superior", 75, 80, -1, 1},
    {"gemellus_inferior", 75, 80, 1, 1},
    {"quadratus_femoris", 90, 90, 1, 1},
    {"biceps_femoris_long", 8, 8, -1, 1},
    {"biceps_femoris_short", 8, 8, -1, 1},
    {"semitendinosus", 0, 0, -1, -1},
    {"semimembranosus", 0, 0, -1, -1},
    {"supraspinatus", 82, 82, 1, 1},
    {"infraspinatus", 52, 52, 1, 1, true},
    {"teres_minor", 50, 50, 1, 1},
    {"teres_major", 50, 50, 1, 1},
    {"deltoid_clavicular", 42, 42, -1, 1, true},
    {"deltoid_acromial", 15, 15, -1, 1, true},
    {"deltoid_spinal", 42, 42, -1, 1, true},
    {"rectus_capitis_posterior_major", 30, 35, 1, 1},
    {"rectus_capitis_posterior_minor", 30, 30, 1, 1},
    {"obliquus_capitis_superior", 25, 25, 1, -1},
    {"obliquus_capitis_inferior", 70, 70, 1, 1},
};

// Signed angle to the vertical, positive to the side that the table says.
double angle_deg(glm::dvec3 fibre, const Course& course, double side) {
    return glm::degrees(std::atan2(fibre.x * side * course.lateral, fibre.y * course.up));
}

// Degrees from what the table gives.
double off_deg(glm::dvec3 fibre, const Course& course, double side) {
    const double angle = angle_deg(fibre, course, side);
    const auto away = [](double a) { return std::abs(std::remainder(a, 360.0)); };
    if (angle >= course.from_deg && angle <= course.to_deg) return 0;
    return std::min(away(angle - course.from_deg), away(angle - course.to_deg));
}

struct Measured {
    double within = 0, all = 0; // mm2 of the belly
    glm::dvec3 sum{0};
};

Measured measure(const geometry::Mesh& mesh, const Course& course, double side) {
    Measured out;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const auto* corner = &mesh.indices[i];
        const double area = 0.5 * glm::length(glm::cross(glm::dvec3(mesh.positions[corner[1]] - mesh.positions[corner[0]]),
                                                         glm::dvec3(mesh.positions[corner[2]] - mesh.positions[corner[0]])));
        for (int k = 0; k < 3; ++k) {
            const glm::dvec3 fibre(mesh.fibres[corner[k]]);
            if (mesh.course[corner[k]].y > 0.5f || std::hypot(fibre.x, fibre.y) < k_seen) continue;
            out.all += area / 3;
            out.sum += fibre * area;
            if (off_deg(fibre, course, side) <= k_tolerance_deg) out.within += area / 3;
        }
    }
    return out;
}

TEST(Fibres, RunAsTheTableSays) {
    std::vector<Case> cases;
    double within = 0, all = 0;
    for (const Course& course : k_table)
        for (const char* side : {".left", ".right"}) {
            const Solid* muscle = find(std::string("muscle.") + course.name + side);
            ASSERT_NE(muscle, nullptr) << course.name << side;
            ASSERT_EQ(muscle->mesh->fibres.size(), muscle->mesh->positions.size()) << course.name;
            const double sign = std::string_view(side) == ".left" ? 1 : -1;
            const Measured found = measure(*muscle->mesh, course, sign);
            ASSERT_GT(found.all, 0) << course.name;
            const double mean = off_deg(found.sum, course, sign), outside = 1 - found.within / found.all;
            EXPECT_LE(mean, k_tolerance_deg) << course.name << side << ": mean course";
            if (!course.fan) {
                EXPECT_LE(outside, 1 - k_share_of_one) << course.name << side;
                within += found.within;
                all += found.all;
            }
            cases.push_back({float(100 * outside), fmt::format("{}{} (mean course {:.0f} deg, {:.1f} off)", course.name, side, angle_deg(found.sum, course, sign), mean),
                             muscle->bounds.centre()});
        }
    fmt::print("fibres within {:.0f} degrees of the table: {:.1f} % of the bellies (fans left out)\n", k_tolerance_deg, 100 * within / all);
    EXPECT_GE(within / all, k_share_of_all);
    print_worst(fmt::format("belly whose fibres are more than {:.0f} degrees off the table", k_tolerance_deg), "%", cases, 12);
}

} // namespace
} // namespace dorsum::rules
