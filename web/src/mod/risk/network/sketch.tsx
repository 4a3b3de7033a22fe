// The sketch: segments as boxes, connections as lines. Panned by scrolling or with the mouse held down, so that fingers,
// wheels and keys do what they do everywhere; a zoom makes the drawing larger inside its frame.
import { type KeyboardEvent, memo, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { msg } from "../../../kernel/i18n";
import { IconButton } from "../../../ui/button";
import { usePhone } from "../../../ui/media";
import { boxOf, SegmentBox } from "./box";
import { type Box, type Drawing, layoutOf } from "./layout";
import { ConnectionLabel, ConnectionLine, labelWidth, LineKey } from "./line";
import { LOOKS, type Network } from "./model";

// The smallest zoom that texts are read at without effort.
const READABLE = { desk: 0.8, phone: 1 };
const LEAST = 0.2;
const MOST = 2;
const STEP = 1.25;
const EDGE = 12; // px between a box brought into sight and the frame

const within = (zoom: number): number => Math.min(MOST, Math.max(LEAST, zoom));

// ---- keys ----

// The nearest box that lies that way, one straight ahead before one aside.
function neighbour(boxes: Box[], from: Box, key: string): Box | undefined {
  const sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  const across = key === "ArrowLeft" || key === "ArrowRight";
  const centre = (b: Box): [number, number] => (across ? [b.x + b.width / 2, b.y + b.height / 2] : [b.y + b.height / 2, b.x + b.width / 2]);
  const [ahead, aside] = centre(from);
  const far = (b: Box): number => {
    const [a, s] = centre(b);
    return (a - ahead) * sign <= 1 ? Infinity : (a - ahead) * sign + 2 * Math.abs(s - aside);
  };
  const best = boxes.reduce<Box | undefined>((found, b) => (far(b) < (found ? far(found) : Infinity) ? b : found), undefined);
  return best;
}

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

// Scrolls the frame, and nothing around it, until the box is in sight.
function bringIn(frame: Element, box: Element): void {
  const room = frame.getBoundingClientRect();
  const { left, right, top, bottom } = box.getBoundingClientRect();
  frame.scrollLeft += Math.min(0, left - room.left - EDGE) + Math.max(0, right - room.right + EDGE);
  frame.scrollTop += Math.min(0, top - room.top - EDGE) + Math.max(0, bottom - room.bottom + EDGE);
}

// ---- the drawing ----

interface PictureProps {
  network: Network;
  drawing: Drawing;
  chosen: string | null;
  onChoose: (id: string) => void;
}

const Picture = memo(function Picture({ network, drawing, chosen, onChoose }: PictureProps) {
  const { boxes, routes } = drawing;
  const [last, setLast] = useState<string | null>(null); // where Tab comes back to
  const home = last ?? chosen ?? boxes[0]?.place.segment.id;
  const onKey = (e: KeyboardEvent<SVGGElement>, box: Box) => {
    if (e.key === "Enter" || e.key === " ") onChoose(box.place.segment.id);
    else if (ARROWS.includes(e.key)) {
      const to = neighbour(boxes, box, e.key);
      const element = to && e.currentTarget.ownerSVGElement?.querySelector<SVGGElement>(`[data-segment="${to.place.segment.id}"]`);
      element?.focus({ preventScroll: true });
      const room = element?.closest(".sketch-frame");
      if (element && room) bringIn(room, element);
    } else return;
    e.preventDefault();
  };
  return (
    <>
      {routes.map((route) => {
        const line = network.lines[route.index];
        return line && <ConnectionLine key={line.connection.id} line={line} route={route} lit={line.from === chosen || line.to === chosen} />;
      })}
      {routes.map((route) => {
        const line = network.lines[route.index];
        return line && <ConnectionLabel key={line.connection.id} line={line} route={route} />;
      })}
      {boxes.map((box) => {
        const { id } = box.place.segment;
        return <SegmentBox key={id} box={box} chosen={chosen === id} reachable={home === id} onChoose={onChoose} onKeyDown={onKey} onFocus={setLast} />;
      })}
    </>
  );
});

// ---- panning and zooming ----

function useDrag() {
  const start = useRef<{ x: number; y: number; left: number; top: number } | null>(null);
  return {
    onPointerDown: (e: PointerEvent<HTMLDivElement>) => {
      if (e.pointerType !== "mouse" || e.button !== 0 || (e.target as Element).closest("[role=button]")) return;
      start.current = { x: e.clientX, y: e.clientY, left: e.currentTarget.scrollLeft, top: e.currentTarget.scrollTop };
      e.currentTarget.setPointerCapture(e.pointerId);
    },
    onPointerMove: (e: PointerEvent<HTMLDivElement>) => {
      if (!start.current) return;
      e.currentTarget.scrollLeft = start.current.left - (e.clientX - start.current.x);
      e.currentTarget.scrollTop = start.current.top - (e.clientY - start.current.y);
    },
    onPointerUp: () => {
      start.current = null;
    },
  };
}

function useZoom(drawing: Drawing, chosen: string | null, readable: number) {
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const fitting = (): number => {
    const room = frame.current;
    return room ? Math.min(1, (room.clientWidth - 2) / drawing.width) : 1;
  };
  useEffect(() => setZoom(Math.max(readable, fitting())), [drawing, readable]);
  // What is told beside the sketch takes room from it.
  useEffect(() => {
    const box = chosen && frame.current?.querySelector(`[data-segment="${chosen}"]`);
    if (box && frame.current) bringIn(frame.current, box);
  }, [chosen, zoom]);
  // The wheel zooms with Ctrl only: without it, it scrolls the page. React's own listener could not keep the browser from
  // zooming all of the page.
  useEffect(() => {
    const room = frame.current;
    const turn = (e: WheelEvent) => {
      if (!e.ctrlKey) return;
      e.preventDefault();
      setZoom((z) => within(e.deltaY < 0 ? z * STEP : z / STEP));
    };
    room?.addEventListener("wheel", turn, { passive: false });
    return () => room?.removeEventListener("wheel", turn);
  }, []);
  return { frame, zoom, larger: () => setZoom(within(zoom * STEP)), smaller: () => setZoom(within(zoom / STEP)), fit: () => setZoom(within(fitting())) };
}

export function Sketch({ network, chosen, onChoose }: Omit<PictureProps, "drawing">) {
  const downwards = usePhone();
  const drawing = useMemo(() => layoutOf(network, { box: boxOf, label: (i) => labelWidth(network.lines[i] as Network["lines"][number]), downwards }), [network, downwards]);
  const { frame, zoom, larger, smaller, fit } = useZoom(drawing, chosen, downwards ? READABLE.phone : READABLE.desk);
  const drag = useDrag();
  const looks = LOOKS.filter((look) => network.lines.some((l) => l.look === look));
  const onKeyDown = (e: KeyboardEvent) => {
    const act = { "+": larger, "-": smaller, "0": fit }[e.key];
    if (!act || e.ctrlKey || e.metaKey || e.altKey) return;
    act();
    e.preventDefault();
  };
  return (
    <div className="sketch">
      <div className="row spread no-print">
        <LineKey looks={looks} />
        <span className="row" role="group" aria-label={msg("sketch.zoom")}>
          <IconButton size="small" look="outline" icon="minus" label={msg("sketch.smaller")} isDisabled={zoom <= LEAST} onPress={smaller} />
          <IconButton size="small" look="outline" icon="plus" label={msg("sketch.larger")} isDisabled={zoom >= MOST} onPress={larger} />
          <IconButton size="small" look="outline" icon="target" label={msg("sketch.fit")} onPress={fit} />
        </span>
      </div>
      <div className="sketch-frame" ref={frame} tabIndex={0} role="region" aria-label={msg("sketch.title")} onKeyDown={onKeyDown} {...drag}>
        <svg viewBox={`0 0 ${drawing.width} ${drawing.height}`} width={Math.round(drawing.width * zoom)} height={Math.round(drawing.height * zoom)} role="group" aria-label={msg("sketch.summary", { segments: network.places.length, connections: network.lines.length })}>
          <Picture network={network} drawing={drawing} chosen={chosen} onChoose={onChoose} />
        </svg>
      </div>
      <div className="print-only">
        <LineKey looks={looks} />
      </div>
    </div>
  );
}
