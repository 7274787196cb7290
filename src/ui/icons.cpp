#include "ui/icons.h"

#include <cmath>

namespace dorsum::ui {

namespace {

// Shapes are written in a square of -1..1, y down.
struct Pen {
    ImDrawList& list;
    ImVec2 centre;
    float half;
    ImU32 colour;

    ImVec2 at(float x, float y) const { return {centre.x + x * half, centre.y + y * half}; }
    float width() const { return half * 0.26f; }
    void line(float x0, float y0, float x1, float y1) const { list.AddLine(at(x0, y0), at(x1, y1), colour, width()); }
    void triangle(float x0, float y0, float x1, float y1, float x2, float y2) const {
        list.AddTriangleFilled(at(x0, y0), at(x1, y1), at(x2, y2), colour);
    }
    void box(float x0, float y0, float x1, float y1) const { list.AddRectFilled(at(x0, y0), at(x1, y1), colour, half * 0.15f); }
};

void bent_arrow(const Pen& pen, float turn) {
    pen.list.PathArcTo(pen.at(0, 0.15f), pen.half * 0.7f, turn > 0 ? -2.4f : -0.74f - 3.4f, turn > 0 ? 1.3f : -0.74f, 20);
    pen.list.PathStroke(pen.colour, 0, pen.width());
    const float x = turn > 0 ? -0.5f : 0.5f;
    pen.triangle(x - 0.45f * turn, -0.35f, x + 0.35f * turn, -0.75f, x + 0.4f * turn, 0.1f);
}

void house(const Pen& pen) {
    pen.triangle(0, -0.95f, -0.95f, 0, 0.95f, 0);
    pen.box(-0.65f, -0.05f, -0.2f, 0.8f);
    pen.box(0.2f, -0.05f, 0.65f, 0.8f);
    pen.box(-0.65f, -0.05f, 0.65f, 0.25f);
}

void padlock(const Pen& pen) {
    pen.box(-0.65f, -0.1f, 0.65f, 0.85f);
    pen.list.PathArcTo(pen.at(0, -0.15f), pen.half * 0.42f, -3.14f, 0, 14);
    pen.list.PathStroke(pen.colour, 0, pen.width());
}

void picture(const Pen& pen) {
    pen.list.AddRect(pen.at(-0.9f, -0.65f), pen.at(0.9f, 0.75f), pen.colour, pen.half * 0.2f, 0, pen.width() * 0.8f);
    pen.list.AddCircle(pen.at(0, 0.05f), pen.half * 0.36f, pen.colour, 16, pen.width() * 0.8f);
}

void gear(const Pen& pen) {
    constexpr int k_teeth = 8;
    pen.list.AddCircle(pen.at(0, 0), pen.half * 0.5f, pen.colour, 20, pen.half * 0.34f);
    for (int i = 0; i < k_teeth; ++i) {
        const float turn = 6.2832f * static_cast<float>(i) / k_teeth, x = std::cos(turn), y = std::sin(turn);
        pen.line(0.55f * x, 0.55f * y, 0.95f * x, 0.95f * y);
    }
}

} // namespace

void draw_icon(ImDrawList& list, Icon icon, ImVec2 centre, float size, ImU32 colour) {
    const Pen pen{list, centre, 0.5f * size, colour};
    switch (icon) {
    case Icon::none: break;
    case Icon::play: pen.triangle(-0.55f, -0.8f, 0.85f, 0, -0.55f, 0.8f); break;
    case Icon::pause: pen.box(-0.65f, -0.75f, -0.15f, 0.75f), pen.box(0.15f, -0.75f, 0.65f, 0.75f); break;
    case Icon::previous: pen.triangle(0.7f, -0.75f, -0.4f, 0, 0.7f, 0.75f), pen.box(-0.75f, -0.75f, -0.45f, 0.75f); break;
    case Icon::next: pen.triangle(-0.7f, -0.75f, 0.4f, 0, -0.7f, 0.75f), pen.box(0.45f, -0.75f, 0.75f, 0.75f); break;
    case Icon::plus: pen.line(-0.8f, 0, 0.8f, 0), pen.line(0, -0.8f, 0, 0.8f); break;
    case Icon::minus: pen.line(-0.8f, 0, 0.8f, 0); break;
    case Icon::home: house(pen); break;
    case Icon::undo: bent_arrow(pen, 1); break;
    case Icon::redo: bent_arrow(pen, -1); break;
    case Icon::close: pen.line(-0.65f, -0.65f, 0.65f, 0.65f), pen.line(-0.65f, 0.65f, 0.65f, -0.65f); break;
    case Icon::check: pen.line(-0.75f, 0, -0.2f, 0.6f), pen.line(-0.25f, 0.6f, 0.8f, -0.6f); break;
    case Icon::lock: padlock(pen); break;
    case Icon::back: pen.line(0.4f, -0.75f, -0.4f, 0), pen.line(-0.4f, 0, 0.4f, 0.75f); break;
    case Icon::picture: picture(pen); break;
    case Icon::gear: gear(pen); break;
    }
}

} // namespace dorsum::ui
